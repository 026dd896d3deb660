insert into outbox (dseq, op_id, grp, stream, entity, kind, label, body, state, at)
values (:dseq, :op_id, :grp, :stream, :entity, :kind, :label, :body, 'waiting', :at)
