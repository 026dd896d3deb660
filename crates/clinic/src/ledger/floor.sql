select floor from streams where clinic_id = :clinic and id = :stream
