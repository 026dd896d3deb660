insert into file_to_send (file, stream, rank, since, bytes)
select file, min(stream), min(purpose <> 'consent'), :since, max(bytes)
from documents
where
  file is not null and 0 < bytes
  and (select count(*) from piece where piece.file = documents.file) = (bytes + :piece - 1) / :piece
group by file
on conflict (file) do nothing
