delete from entity where stream = :id
