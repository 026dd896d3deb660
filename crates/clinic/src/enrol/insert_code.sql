insert into enrol_codes (finder, hash, staff, computer, made_at, expires_at, wrong_tries, device)
values (:finder, :hash, :staff, :computer, :made_at, :expires_at, 0, null)
