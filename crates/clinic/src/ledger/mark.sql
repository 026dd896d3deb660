select mark from devices where clinic_id = :clinic and id = :device
