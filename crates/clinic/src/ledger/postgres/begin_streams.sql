insert into streams (clinic_id, id, head)
select :clinic, named.id, 0
from json_array_elements_text(cast(:streams as json)) as named (id)
order by named.id collate "C"
on conflict (clinic_id, id) do nothing
