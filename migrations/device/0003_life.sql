-- The clinic may be put back from a backup, and this laptop too.

-- 1 if the cursor was set since the clinic was last told how far this device has come.
alter table stream add column moved integer not null default 0 check (moved in (0, 1));
-- 0 after the clinic's ledger began another life, until it has fed this stream again.
alter table stream add column fed integer not null default 1 check (fed in (0, 1));

create index stream_moved on stream (id) where moved = 1;

create table copy (
  --- What the clinic has taken, sealed so that only the clinic reads it: until a backup holds it.

  -- Counts them in the order in which they were taken.
  id integer primary key not null,
  -- How many backups the clinic had begun when it took them.
  era integer not null,
  -- The life of the clinic's ledger in which they were last offered.
  epoch text not null,
  -- The operations' texts, sealed to the clinic's intake key.
  sealed blob not null
) strict;

create index copy_by_era on copy (era);
create index copy_by_epoch on copy (epoch, id);

-- An own operation that the clinic took in an earlier life of its ledger has no place in the feed: the largest number
-- stands for none.
create index acked_unplaced on acked (entity) where seq = 9223372036854775807;
