insert into leaving (stream, entities, records)
values (
  :id,
  (select count(*) from entity where stream = :id),
  (select count(*) from record where stream = :id)
)
on conflict (stream) do update
set entities = entities + excluded.entities, records = records + excluded.records
