select file, stream, bytes, since
from file_to_send
where file || ':' || bytes not in (select value from json_each(:passed))
order by rank, since, file
limit 1
