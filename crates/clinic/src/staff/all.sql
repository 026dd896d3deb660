select id, data
from entities
where kind = 'staff' and stream = 'o:clinic'
order by id
