delete from entitled where clinic_id = :clinic and stream = :stream
