-- People of whom somebody has said that they are one: each record stays what it is, and they are shown together.

create view same_as as
select
  --- Who is the same person as whom, where both are here and nobody has said otherwise.
  stream, 'm:' || (data ->> 'sameAs') as other
from entity
where
  kind = 'member'
  and data ->> 'sameAs' is not null
  and coalesce(json_array_length(heads, '$.sameAs'), 0) < 2
  and exists (select 1 from entity as there where there.id = entity.data ->> 'sameAs' and there.kind = 'member');

create index member_same_as on entity (kind, 'm:' || (data ->> 'sameAs'), stream)
where kind = 'member' and data ->> 'sameAs' is not null;
