-- Records that somebody opened for a while: those whose end nobody has written yet are looked for with every request, by
-- when that is.

create index open_glass on entities (clinic_id, (cast(data ->> 'until' as bigint)))
where kind = 'break_glass' and data ->> 'ended' is null;
