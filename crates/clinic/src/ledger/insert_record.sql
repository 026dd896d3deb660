insert into records (
  clinic_id, id, stream, kind, about, author, device, body, hash, signature, prev, received_at
)
values (:clinic, :id, :stream, :kind, :about, :author, :device, :body, :hash, :signature, :prev, :received_at)
