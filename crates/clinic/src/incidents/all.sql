select incident, seq, body
from incident_entries
where clinic_id = :clinic
order by incident, seq
