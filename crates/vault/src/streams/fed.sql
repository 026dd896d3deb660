update stream set fed = 1 where id = :id
