select id
from entities
where kind = 'member'
  and (
    id = :number collate nocase
    or data ->> 'cin' = :number collate nocase
    or exists (
      select 1
      from json_each(data, '$.identifiers') as known
      where known.value ->> 'value' = :number collate nocase
    )
  )
order by id
limit 2
