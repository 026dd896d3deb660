select sealed from piece where file = :file and n = :n
