select max(wrong_tries)
from enrol_codes
where finder = :finder and device is null
