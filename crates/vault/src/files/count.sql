select count(*) from piece where file = :file
