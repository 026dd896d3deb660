-- What begins with the mark of what was removed: the character after ':' is ';'.
select id, stream, kind, data, heads, conflicts, changed_at, said_at
from entity
where stream = :stream and 'removed:' < kind and kind < 'removed;'
order by id
