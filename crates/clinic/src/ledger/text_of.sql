select body from operations where id = :op
