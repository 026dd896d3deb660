select entity, kind, entry, likeness, said
from imported
where member = :member
order by entity
