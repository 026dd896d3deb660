select count(*) from entity where kind = :kind
