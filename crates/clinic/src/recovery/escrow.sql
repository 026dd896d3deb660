select profile, recovery, sealed, heartbeat
from escrows
where clinic_id = :clinic and device = :device
