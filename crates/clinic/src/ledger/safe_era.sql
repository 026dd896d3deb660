select coalesce(min(no), 0)
from backups
where clinic_id = :clinic and done_at is not null and given_up_at is null
