update files set pieces = :pieces where file = :file
