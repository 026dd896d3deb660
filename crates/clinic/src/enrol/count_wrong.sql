update enrol_codes
set wrong_tries = wrong_tries + 1
where finder = :finder and device is null
