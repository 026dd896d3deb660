insert into receipt (op_id, stream, entity, kind, result, received_at)
values (:op_id, :stream, :entity, :kind, :result, :received_at)
on conflict (op_id) do update
set result = excluded.result, received_at = excluded.received_at
