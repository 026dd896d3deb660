select stream, kind from entity where id = :id
