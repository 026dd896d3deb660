select id, data
from entities
where clinic_id = :clinic and kind = 'member'
order by id
