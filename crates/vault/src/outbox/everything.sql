select dseq, op_id, grp, stream, entity, kind, label, body, bytes, state, attempts, at
from outbox
order by dseq
