select exists (select 1 from file_to_send where file = :file)
