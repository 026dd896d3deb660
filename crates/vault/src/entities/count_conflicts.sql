select coalesce(sum(conflicts), 0)
from entity indexed by entity_in_conflict
where conflicts > 0
