select ver from grant_versions where clinic_id = :clinic and staff = :staff
