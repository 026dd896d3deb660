update recovery_codes
set request = :request
where clinic_id = :clinic and hash = :hash and request is null
