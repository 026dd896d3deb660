select incident, seq, body
from incident_entries
where clinic_id = :clinic and incident = :incident
order by seq
