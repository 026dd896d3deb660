select dseq, op_id, grp, stream, entity, kind, label, body, bytes, state, attempts, at
from outbox
where state <> 'parked'
order by dseq
limit :limit
