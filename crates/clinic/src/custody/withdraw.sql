update device_orders
set withdrawn_at = :at
where clinic_id = :clinic and device = :device and withdrawn_at is null and done_at is null
