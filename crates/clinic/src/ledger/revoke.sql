update grants
set to_at = :at, to_ver = :ver
where stream = :stream and staff = :staff and to_at is null
