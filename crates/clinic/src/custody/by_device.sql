select standing, standing_at, lease_seq, lease_until, heartbeat, report
from custody
where clinic_id = :clinic and device = :device
