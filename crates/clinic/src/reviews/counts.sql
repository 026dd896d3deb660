select
  count(*),
  (select count(*) from entities where clinic_id = :clinic and kind = 'review'),
  coalesce(sum(case when answer -> 'result' ->> 'is' = 'applied_conflict' then 1 else 0 end), 0)
from operations
where clinic_id = :clinic and device <> :own
