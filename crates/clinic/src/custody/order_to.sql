select id, what, issued_at, delivered_at, done_at, unsent
from device_orders
where clinic_id = :clinic and device = :device and withdrawn_at is null
order by issued_at desc, id desc
limit 1
