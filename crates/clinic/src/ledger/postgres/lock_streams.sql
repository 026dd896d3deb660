select id
from streams
where clinic_id = :clinic and id in (select json_array_elements_text(cast(:streams as json)))
order by id
for update
