update acked set seq = :seq where op_id = :op_id
