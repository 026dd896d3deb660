delete from changes where clinic_id = :clinic and stream = :stream and seq <= :floor
