select op_id, stream, seq, entity, body, received_at
from acked
where entity = :entity
order by seq, op_id
