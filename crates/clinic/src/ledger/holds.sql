select exists (
  select 1
  from grants
  where staff = :staff and stream = :stream and to_at is null
)
