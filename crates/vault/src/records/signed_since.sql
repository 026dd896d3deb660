-- A cross join, or SQLite reads every record there is and looks for its stream.
select
  record.id, record.stream, record.kind, record.about, record.body, record.hash, record.sig, record.prev_hash,
  record.author, record.device, record.signed_at, record.received_at
from stream
cross join record
where record.stream = stream.id and :since <= record.signed_at
limit :limit offset :offset
