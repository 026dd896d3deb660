update grants
set to_at = :at
where stream = :stream and staff = :staff and to_at is null
