insert into operations (id, device, dseq, in_chain, stream, body, hash, answer, parked, received_at)
values (:id, :device, :dseq, :in_chain, :stream, :body, :hash, :answer, :parked, :received_at)
