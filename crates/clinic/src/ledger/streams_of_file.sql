select stream from file_streams where file = :file order by stream
