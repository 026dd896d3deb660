update devices set mark = :mark where clinic_id = :clinic and id = :device
