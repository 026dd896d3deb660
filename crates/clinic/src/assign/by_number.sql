select id
from entities
where clinic_id = :clinic
  and kind = 'member'
  and (
    id = lower(:number)
    or lower(data ->> 'cin') = lower(:number)
    or exists (
      select 1
      from json_each(data, '$.identifiers') as known
      where lower(known.value ->> 'value') = lower(:number)
    )
  )
order by id
limit 2
