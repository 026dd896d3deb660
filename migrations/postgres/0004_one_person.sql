-- People with several records: by what the clinic knows them again, and who may hold which record by itself.

create table known_by (
  --- The marks by which a member is known again: her number, her birth date with a surname, her telephone, and of
  --- which other record somebody said that it is hers too.

  -- The clinic.
  clinic_id uuid not null,
  -- The mark.
  mark text collate "C" not null,
  -- The member.
  member text collate "C" not null,
  primary key (clinic_id, mark, member)
);

create index known_by_member on known_by (clinic_id, member);

create table entitled (
  --- Who may have a stream by itself. Grants say who has it, also because it is joined to another.

  -- The clinic.
  clinic_id uuid not null,
  -- The stream.
  stream text collate "C" not null,
  -- Somebody of the clinic.
  staff text collate "C" not null,
  primary key (clinic_id, stream, staff)
);

-- Nothing was joined before.
insert into entitled (clinic_id, stream, staff)
select clinic_id, stream, staff from grants where to_at is null;
