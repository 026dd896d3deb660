select
  entity.id, entity.stream, entity.kind, null as visit, entity.said_at as at, 0 < entity.conflicts as in_conflict,
  snippet(entity_words, 0, char(2), char(3), '…', 16) as excerpt
from entity_words
join entity on entity.row = entity_words.rowid
where entity_words match :words
order by entity_words.rank, entity.row desc
limit :limit offset :offset
