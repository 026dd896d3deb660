-- A cross join, or SQLite reads every record there is and looks for its stream. What is signed about a member has her id.
select
  record.id, record.stream, record.kind, record.about, record.body, record.hash, record.sig, record.prev_hash,
  record.author, record.device, record.signed_at, record.received_at
from stream
cross join record
where stream.id glob 'm:*' and record.about = substr(stream.id, 3) and record.kind in (:kind, :other)
order by stream.id, record.row
limit :limit offset :offset
