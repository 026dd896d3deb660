update device_orders set delivered_at = :at where clinic_id = :clinic and id = :id and delivered_at is null
