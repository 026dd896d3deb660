-- Pictures of papers: sealed where they are made, carried in pieces beside the records.

create table piece (
  --- The sealed bytes of a file.

  -- The file: SHA-256 of all its sealed bytes, hex.
  file text not null,
  -- Which piece: 0, 1, 2, …
  n integer not null check (0 <= n),
  -- Its bytes.
  sealed blob not null
) strict;

create unique index piece_of_file on piece (file, n);

create table file_to_send (
  --- Files of which the clinic has not said that it has them whole.

  -- The file.
  file text primary key not null,
  -- The stream of the record that names it.
  stream text not null,
  -- 0 for a consent, 1 for anything else: consents go first.
  rank integer not null check (rank in (0, 1)),
  -- Since when it waits.
  since integer not null,
  -- Its length.
  bytes integer not null check (0 < bytes)
) strict, without rowid;

create index document_by_file on entity (kind, data ->> '$.file.blob') where kind = 'document';

-- What is in the record of papers.
create view documents as
select
  id, stream, kind, data, heads, conflicts, changed_at, said_at,
  data ->> '$.purpose' as purpose,
  -- Null where it is not what a file may be: it is then looked for nowhere.
  case
    when typeof(data ->> '$.file.blob') = 'text' and length(data ->> '$.file.blob') = 64 then data ->> '$.file.blob'
  end as file,
  case
    when typeof(data ->> '$.file.bytes') = 'integer' and data ->> '$.file.bytes' between 1 and 26214400
      then data ->> '$.file.bytes'
  end as bytes,
  data -> '$.withdrawn' is not null as is_withdrawn
from entity
where kind = 'document';
