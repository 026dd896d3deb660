insert into audit_witness (epoch, size, hash, at, signature)
values (:epoch, :size, :hash, :at, :signature)
on conflict (epoch, size) do nothing
