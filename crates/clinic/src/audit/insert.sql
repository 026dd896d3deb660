insert into audit (clinic_id, chain, run, seq, at, received_at, actor, action, member, body, hash)
values (:clinic, :chain, :run, :seq, :at, :received_at, :actor, :action, :member, :body, :hash)
