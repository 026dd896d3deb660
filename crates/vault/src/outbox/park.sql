update outbox set state = 'parked' where op_id = :op_id
