-- The feed does not grow for ever.

-- The place up to which changes are no longer in the feed; 0 while it is whole.
alter table streams add column floor bigint not null default 0 check (0 <= floor);

create index entities_of_stream on entities (clinic_id, stream, id);
create index records_of_stream on records (clinic_id, stream, id);
