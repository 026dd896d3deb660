select id, data
from entities
where kind = 'member'
order by id
