delete from outbox where op_id = :op_id
