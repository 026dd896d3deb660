delete from pending
where stream = :stream and device in (select id from devices where staff = :staff and mark is not null)
