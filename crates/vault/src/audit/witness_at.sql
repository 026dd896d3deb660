select epoch, size, hash, at, signature
from audit_witness
where epoch = :epoch and size = :size
