select id
from entities
where stream = :stream and kind = 'episode'
order by id desc
