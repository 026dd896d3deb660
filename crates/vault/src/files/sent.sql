delete from file_to_send where file = :file
