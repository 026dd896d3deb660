select op_id, stream, seq, entity, body, received_at
from acked
where stream = :stream
order by seq, op_id
