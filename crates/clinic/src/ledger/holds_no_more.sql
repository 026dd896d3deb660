delete from holdings where clinic_id = :clinic and device = :device and stream = :stream
