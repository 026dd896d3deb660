insert into audit_heads (clinic_id, size, hash, code)
values (:clinic, :size, :hash, :code)
on conflict (clinic_id) do update
set size = excluded.size, hash = excluded.hash, code = excluded.code
