select device, body, hash, signature
from records
order by id
