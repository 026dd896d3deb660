select head from streams where clinic_id = :clinic and id = :stream
