select epoch, size, hash, at, signature
from audit_witness
where epoch = :epoch
order by size desc
limit 1
