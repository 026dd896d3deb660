select era from clinic where clinic_id = :clinic
