insert into operations (
  clinic_id, id, device, inc, dseq, in_chain, stream, body, hash, answer, parked, received_at
)
values (:clinic, :id, :device, :inc, :dseq, :in_chain, :stream, :body, :hash, :answer, :parked, :received_at)
