select bytes, pieces, whole from files where clinic_id = :clinic and file = :file
