select op_id, stream, seq, entity, body, received_at from acked where op_id = :op_id
