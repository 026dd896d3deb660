select id, cursor, state, granted_as from stream order by id
