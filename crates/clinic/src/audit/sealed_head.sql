select size, hash, code
from audit_heads
where clinic_id = :clinic
