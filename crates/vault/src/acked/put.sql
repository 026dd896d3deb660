insert into acked (op_id, stream, seq, entity, body, received_at)
values (:op_id, :stream, :seq, :entity, :body, :received_at)
on conflict (op_id) do nothing
