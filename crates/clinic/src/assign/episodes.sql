select id
from entities
where clinic_id = :clinic and stream = :stream and kind = 'episode'
order by id desc
