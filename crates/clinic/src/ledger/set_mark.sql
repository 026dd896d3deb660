update devices set mark = :mark where id = :device
