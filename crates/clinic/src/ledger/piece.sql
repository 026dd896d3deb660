select sealed from pieces where file = :file and n = :n
