select id, device, public, coded, asked_at, expires_at, approved_at, answer, done_at
from recoveries
where clinic_id = :clinic and id = :id
