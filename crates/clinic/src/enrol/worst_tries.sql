select max(wrong_tries)
from enrol_codes
where clinic_id = :clinic and finder = :finder and device is null
