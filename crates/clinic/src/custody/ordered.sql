select 1
from device_orders
where clinic_id = :clinic and device = :device
limit 1
