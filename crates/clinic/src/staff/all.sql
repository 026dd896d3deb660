select id, data
from entities
where clinic_id = :clinic and kind = 'staff' and stream = 'o:clinic'
order by id
