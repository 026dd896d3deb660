select device, expires_at, wrong_tries, request
from recovery_codes
where clinic_id = :clinic and hash = :hash
