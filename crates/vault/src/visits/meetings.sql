-- A note that an addendum calls entered in error says nothing about this visit, so its line is left out. Nor is a
-- visit one of which only own changes are here, because its beginning was set aside at the clinic.
select
  visits.id, visits.member, visits.day, visits.time, visits.started_at, visits.not_held,
  visits.conflicts,
  coalesce(note.body ->> '$.body.about.modality', visits.modality) as modality,
  note.id as note,
  note.body ->> '$.body.about.startedAt' as note_started_at,
  note.received_at as note_received_at
from visits
left join record as note on note.about = visits.id and note.kind = 'note'
where visits.day is not null and not exists (
  select 1
  from record as addendum
  where
    addendum.about = note.id
    and addendum.kind = 'addendum'
    and addendum.body ->> '$.body.reason' = 'entered_in_error'
)
order by visits.id
limit :limit offset :offset
