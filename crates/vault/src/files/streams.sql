select distinct stream from file_to_send
