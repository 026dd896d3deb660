select stream, came_to
from pending
where clinic_id = :clinic and device = :device
-- Names of the staff and of places before what refers to them.
order by stream <> 'o:clinic', stream
