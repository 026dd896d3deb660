update stream set cursor = :cursor, moved = 1 where id = :id
