select stream
from holdings
where
  clinic_id = :clinic
  and device = :device
  and stream like 'm:%'
  and not exists (
    select 1
    from grants
    where
      grants.clinic_id = holdings.clinic_id
      and grants.stream = holdings.stream
      and grants.staff = :staff
      and grants.to_at is null
  )
order by stream
