select exists (
  select 1
  from operations
  where clinic_id = :clinic and device = :device and hash = :hash and in_chain = 0
)
