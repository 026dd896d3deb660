select staff, stream, about, kept_at, body
from left_drafts
where clinic_id = :clinic
order by received_at, device, about, kept_at
