delete from pending where clinic_id = :clinic
