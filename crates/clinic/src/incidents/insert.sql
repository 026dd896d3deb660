insert into incident_entries (clinic_id, incident, seq, at, body)
values (:clinic, :incident, :seq, :at, :body)
