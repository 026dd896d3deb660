-- The operation says when the clinic received it. One that was set aside first is older than its change; the change then
-- leaves the feed earlier, which costs a device a page.
select
  streams.id,
  coalesce(
    (
      select min(changes.seq) - 1
      from changes
      join operations on operations.clinic_id = changes.clinic_id and operations.id = changes.op
      where changes.clinic_id = :clinic and changes.stream = streams.id and :before <= operations.received_at
    ),
    streams.head
  )
from streams
join changes on
  changes.clinic_id = streams.clinic_id
  and changes.stream = streams.id
  and changes.seq = streams.floor + 1
join operations on operations.clinic_id = changes.clinic_id and operations.id = changes.op
where streams.clinic_id = :clinic and operations.received_at < :before
order by streams.id
limit :most
