update outbox
set dseq = :dseq, body = :body, state = case state when 'offered' then 'waiting' else state end
where op_id = :op_id
