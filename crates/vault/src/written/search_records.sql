select
  record.id, record.stream, record.kind, coalesce(note.about, record.about) as visit, record.signed_at as at,
  0 as in_conflict, snippet(record_words, 0, char(2), char(3), '…', 16) as excerpt
from record_words
join record on record.row = record_words.rowid
left join record as note on note.id = record.about
where record_words match :words
order by record_words.rank, record.row desc
limit :limit offset :offset
