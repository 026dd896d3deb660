update enrol_codes
set device = :device
where clinic_id = :clinic and hash = :hash and device is null
