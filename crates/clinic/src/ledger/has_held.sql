select
  exists (
    select 1
    from grants
    where clinic_id = :clinic and staff = :staff and stream = :stream
  )
  or exists (select 1 from lives where clinic_id = :clinic)
