delete from entity where id = :id
