update outbox
set state = 'offered', attempts = attempts + 1
where op_id in (select value from json_each(:ids))
