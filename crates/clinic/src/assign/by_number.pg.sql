select id
from entities
where clinic_id = :clinic
  and kind = 'member'
  and (
    cast(id as text) = lower(:number)
    or lower(data ->> 'cin') = lower(:number)
    or exists (
      select 1
      from jsonb_path_query(data, '$.identifiers[*].value') as known
      where lower(known #>> '{}') = lower(:number)
    )
  )
order by id
limit 2
