select
  0 < conflicts, kind = :kind, words,
  case
    when kind = 'member' then (
      select coalesce(group_concat(name.value, ' '), '')
      from json_tree(data, '$.names') as name
      where name.type = 'text' and name.key <> 'use'
    )
  end as names
from entity
where id = :id
