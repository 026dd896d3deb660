select size, hash
from audit_heads
where clinic_id = :clinic
