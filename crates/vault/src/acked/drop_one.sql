delete from acked where op_id = :op_id
