select id
from entities
where clinic_id = :clinic and kind = 'staff' and stream = 'o:clinic' and data ->> 'role' = 'supervisor'
order by id
