update device_orders
set done_at = :at, unsent = :unsent, receipt = :receipt
where clinic_id = :clinic and id = :id and device = :device and done_at is null
