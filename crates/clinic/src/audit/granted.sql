select 1
from grants
where
  clinic_id = :clinic
  and stream = :stream
  and staff = :staff
  and from_at <= :at
  and (to_at is null or :at < to_at)
limit 1
