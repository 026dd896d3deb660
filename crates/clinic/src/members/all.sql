select id, data, conflicts
from entities
where clinic_id = :clinic and kind = 'member'
order by id
