select kind, data
from entities
where stream = :stream and kind in ('allergy', 'encounter', 'medicine', 'pregnancy', 'problem')
order by id
