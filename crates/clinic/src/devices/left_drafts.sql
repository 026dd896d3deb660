select staff, stream, about, kept_at, body
from left_drafts
order by received_at, device, about, kept_at
