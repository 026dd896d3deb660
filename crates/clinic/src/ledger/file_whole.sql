update files set whole = 1 where file = :file
