select staff, computer, expires_at, wrong_tries, device
from enrol_codes
where clinic_id = :clinic and hash = :hash
