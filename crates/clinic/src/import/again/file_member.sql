select member from imported_files where hash = :hash
