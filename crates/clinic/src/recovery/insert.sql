insert into recoveries (
  clinic_id, id, device, public, coded, asked_at, expires_at, approved_at, approved_by, answer, done_at
)
values (:clinic, :id, :device, :public, :coded, :at, :expires_at, null, null, null, null)
