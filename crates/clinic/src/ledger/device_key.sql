select public_key from devices where clinic_id = :clinic and id = :device
