insert into audit (seq, at, body, hash)
values (:seq, :at, :body, :hash)
