-- A stream may be fetched anew, whole.

create table stage (
  --- Streams that are fetched anew, until they can take the place of what is held.

  -- Counts them in the order in which they were begun, which is the order in which they are fetched.
  no integer primary key not null,
  -- The stream.
  stream text not null unique,
  -- 1 if what is held was found to differ; 0 if the clinic's feed begins later than this device stands.
  suspect integer not null check (suspect in (0, 1)),
  -- Where the clinic's feed stood when the first page was read; null before it.
  head integer,
  -- From where on the next page is wanted, in sync's words.
  next text not null check (json_valid(next))
) strict;

create table stage_page (
  --- What has come of them.

  -- The stream.
  stream text not null,
  -- Counts its pages in the order in which they came.
  n integer not null check (0 <= n),
  -- The page, in sync's words.
  body text not null check (json_valid(body)),
  primary key (stream, n)
) strict, without rowid;

-- One that is not as it was signed may be put right while its stream is fetched anew.
drop trigger record_is_kept;
create trigger record_is_kept before delete on record
when not exists (select 1 from leaving where stream = old.stream)
  and not exists (select 1 from stage where stream = old.stream)
begin
  select raise(abort, 'a record is never deleted');
end;
