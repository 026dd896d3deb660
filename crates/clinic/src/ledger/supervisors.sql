select id
from entities
where kind = 'staff' and stream = 'o:clinic' and data ->> 'role' = 'supervisor'
order by id
