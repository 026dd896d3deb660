select id, kind, data, conflicts
from entities
where clinic_id = :clinic
  and stream = :stream
  and kind in ('encounter', 'pregnancy', 'problem', 'stated_fact')
  -- What was removed stays in the ledger, and is no fact any more.
  and data -> 'deleted' is null
order by id
