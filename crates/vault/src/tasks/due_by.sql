select id, member, data
from tasks
where due <= :day and status = 'to_do'
order by due, id
limit :limit offset :offset
