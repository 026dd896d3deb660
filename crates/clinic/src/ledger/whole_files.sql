select file, bytes from files where clinic_id = :clinic and whole = 1 order by file
