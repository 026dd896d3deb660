select staff, computer, expires_at, wrong_tries, device
from enrol_codes
where hash = :hash
