select answer from operations where id = :op
