select id, staff, computer, public_key, state, enrolled_at, seen_at
from devices
where clinic_id = :clinic and id = :id
