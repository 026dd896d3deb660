select ver from grant_versions where staff = :staff
