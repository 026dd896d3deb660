delete from piece
where
  file not in (select file from file_to_send)
  and file not in (select file from documents where stream <> :id and file is not null)
