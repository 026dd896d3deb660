select count(*), min(since) from file_to_send
