insert into operations (id, device, inc, dseq, in_chain, stream, body, hash, answer, parked, received_at)
values (:id, :device, :inc, :dseq, :in_chain, :stream, :body, :hash, :answer, :parked, :received_at)
