insert into records (id, stream, kind, about, author, device, body, hash, signature, prev, received_at)
values (:id, :stream, :kind, :about, :author, :device, :body, :hash, :signature, :prev, :received_at)
