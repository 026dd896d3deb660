select row, words from record where id = :id
