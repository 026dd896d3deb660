select file, stream, bytes, said_at as since
from documents
where
  file is not null and bytes is not null and is_withdrawn = 0
  and (select count(*) from piece where piece.file = documents.file) < (bytes + :piece - 1) / :piece
  and file || ':' || bytes not in (select value from json_each(:passed))
order by purpose <> 'consent', said_at desc, id
limit 1
