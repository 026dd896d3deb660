insert into recovery_codes (clinic_id, finder, hash, device, made_by, made_at, expires_at, wrong_tries, request)
values (:clinic, :finder, :hash, :device, :by, :at, :expires_at, 0, null)
