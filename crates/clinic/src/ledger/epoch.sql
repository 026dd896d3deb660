select epoch from clinic where clinic_id = :clinic
