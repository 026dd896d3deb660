select entity, kind, entry, likeness, said
from imported
where clinic_id = :clinic and member = :member
order by entity
