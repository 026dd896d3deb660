insert into enrol_codes (clinic_id, finder, hash, staff, computer, made_at, expires_at, wrong_tries, device)
values (:clinic, :finder, :hash, :staff, :computer, :made_at, :expires_at, 0, null)
