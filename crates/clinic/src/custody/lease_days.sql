select lease_days from device_policy where clinic_id = :clinic
