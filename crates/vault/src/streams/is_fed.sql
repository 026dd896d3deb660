select coalesce((select fed from stream where id = :id), 1)
