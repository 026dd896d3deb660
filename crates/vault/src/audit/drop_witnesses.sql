delete from audit_witness
where at < (select at from audit_witness order by at desc limit 1 offset :kept)
