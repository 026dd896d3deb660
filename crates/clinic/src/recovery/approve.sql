update recoveries
set approved_at = :at, approved_by = :by, answer = :answer, expires_at = :expires_at
where clinic_id = :clinic and id = :id and approved_at is null
