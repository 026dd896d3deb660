-- Work that the clinic has set aside waits for a person.

create index review_by_status on entity (
  kind, heads ->> '$.done[0].value.status', data ->> 'receivedAt', data ->> 'writtenAt', id
) where kind = 'review';

-- How a review stands is the clinic's word: one that is decided here waits until the clinic has answered.
create view reviews as
select
  id, stream, kind, data, heads, conflicts, changed_at, said_at,
  heads ->> '$.done[0].value.status' as status,
  data ->> 'receivedAt' as received_at,
  data ->> 'writtenAt' as written_at
from entity
where kind = 'review';
