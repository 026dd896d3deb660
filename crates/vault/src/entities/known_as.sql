select 0 < conflicts, kind = :kind from entity where id = :id
