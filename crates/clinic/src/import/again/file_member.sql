select member from imported_files where clinic_id = :clinic and hash = :hash
