delete from pieces where clinic_id = :clinic and file = :file
