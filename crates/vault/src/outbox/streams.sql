select distinct stream from outbox order by stream
