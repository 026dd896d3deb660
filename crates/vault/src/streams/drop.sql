delete from stream where id = :id
