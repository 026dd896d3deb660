update recovery_codes
set wrong_tries = wrong_tries + 1
where clinic_id = :clinic and finder = :finder and request is null
