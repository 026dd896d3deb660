select head from streams where id = :stream
