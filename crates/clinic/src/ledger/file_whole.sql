update files set whole = 1 where clinic_id = :clinic and file = :file
