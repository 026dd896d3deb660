select file, bytes from files where whole = 1 order by file
