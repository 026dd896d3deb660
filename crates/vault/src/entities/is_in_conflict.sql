select exists (select 1 from entity where id = :id and 0 < conflicts)
