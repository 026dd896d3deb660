update grants
set to_at = :at, to_ver = :ver
where clinic_id = :clinic and stream = :stream and staff = :staff and to_at is null
