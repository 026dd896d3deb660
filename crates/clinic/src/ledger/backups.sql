select no, begun_at, done_at, given_up_at
from backups
where clinic_id = :clinic
order by no
