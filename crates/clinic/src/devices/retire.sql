update devices set state = 'retired' where id = :id
