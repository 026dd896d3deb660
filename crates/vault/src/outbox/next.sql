select op_id, body, bytes
from outbox
where state <> 'parked'
order by dseq
limit :limit
