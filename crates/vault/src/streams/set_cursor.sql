update stream set cursor = :cursor where id = :id
