-- Sealed files: pictures of papers, which the clinic keeps for whoever may read the record that names them.

create table files (
  --- Files that an operation names.

  -- The clinic.
  clinic_id blob not null,
  -- SHA-256 of the sealed bytes, hex.
  file text not null,
  -- Its length, as the operation says that named it last before it was whole.
  bytes integer not null check (0 < bytes),
  -- So many pieces are here, from the first one on.
  pieces integer not null check (0 <= pieces),
  -- 1 when all of them are, and they are what the hash says.
  whole integer not null check (whole in (0, 1)),
  primary key (clinic_id, file)
) strict, without rowid;

create table file_streams (
  --- Whose records name them.

  -- The clinic.
  clinic_id blob not null,
  -- The file.
  file text not null,
  -- The stream of the record.
  stream text not null,
  primary key (clinic_id, file, stream)
) strict, without rowid;

create table pieces (
  --- Their bytes, as they came.

  -- The clinic.
  clinic_id blob not null,
  -- The file.
  file text not null,
  -- Which piece: 0, 1, 2, …
  n integer not null check (0 <= n),
  -- The bytes.
  sealed blob not null,
  primary key (clinic_id, file, n)
) strict;
