select body from outbox where op_id in (select value from json_each(:ids)) order by dseq
