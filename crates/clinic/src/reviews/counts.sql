select
  count(*),
  (select count(*) from entities where kind = 'review'),
  coalesce(sum(answer -> 'result' ->> 'is' = 'applied_conflict'), 0)
from operations
where device <> :own
