delete from pending
where clinic_id = :clinic and stream = :stream
  and device in (select id from devices where clinic_id = :clinic and staff = :staff and mark is not null)
