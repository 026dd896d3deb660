select id, stream, kind, about, body, hash, sig, prev_hash, author, device, signed_at, received_at
from record
where device = :device
order by row desc
limit 1
