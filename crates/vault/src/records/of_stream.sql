select id, stream, kind, about, body, hash, sig, prev_hash, author, device, signed_at, received_at
from record
where stream = :stream
order by signed_at desc, id desc
limit :limit offset :offset
