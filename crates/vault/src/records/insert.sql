insert into record (
  id, stream, kind, about, body, hash, sig, prev_hash, author, device, signed_at, received_at
)
values (
  :id, :stream, :kind, :about, :body, :hash, :sig, :prev_hash, :author, :device, :signed_at, :received_at
)
