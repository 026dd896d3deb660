delete from record where stream = :id
