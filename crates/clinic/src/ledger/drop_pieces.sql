delete from pieces where file = :file
