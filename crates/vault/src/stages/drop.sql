delete from stage where stream = :stream
