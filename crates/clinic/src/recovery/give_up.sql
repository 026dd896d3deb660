update recoveries
set expires_at = :at
where clinic_id = :clinic and device = :device and done_at is null and :at < expires_at
