update files set pieces = :pieces where clinic_id = :clinic and file = :file
