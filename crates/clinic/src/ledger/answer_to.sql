select answer from operations where clinic_id = :clinic and id = :op
