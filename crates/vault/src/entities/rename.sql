update entity set kind = :kind where id = :id
