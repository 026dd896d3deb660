select sealed from pieces where clinic_id = :clinic and file = :file and n = :n
