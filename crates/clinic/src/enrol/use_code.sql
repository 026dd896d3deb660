update enrol_codes
set device = :device
where hash = :hash
