update devices set mark = null where clinic_id = :clinic and mark is not null
