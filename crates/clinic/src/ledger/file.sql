select bytes, pieces, whole from files where file = :file
