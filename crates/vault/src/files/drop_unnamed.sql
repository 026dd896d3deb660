delete from piece
where
  file = :file
  and not exists (select 1 from documents where documents.file = :file)
