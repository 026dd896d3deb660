delete from piece where file = :file
