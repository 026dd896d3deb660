select file, stream, bytes, since from file_to_send order by rank, since, file
