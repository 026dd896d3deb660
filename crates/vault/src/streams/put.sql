insert into stream (id, cursor, state, granted_as) values (:id, :cursor, :state, :granted_as)
on conflict (id) do update
set cursor = excluded.cursor, state = excluded.state, granted_as = excluded.granted_as
