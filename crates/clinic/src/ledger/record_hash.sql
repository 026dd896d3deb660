select hash from records where id = :id
