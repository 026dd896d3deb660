select id, cursor, state, granted_as from stream where moved = 1 order by id
