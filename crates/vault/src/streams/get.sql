select id, cursor, state, granted_as from stream where id = :id
