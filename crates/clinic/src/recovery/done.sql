update recoveries
set done_at = :at, answer = null
where clinic_id = :clinic and id = :id and device = :device and done_at is null
