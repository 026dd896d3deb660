select
  devices.id, devices.staff, devices.computer, devices.public_key, coalesce(custody.standing, devices.state),
  devices.enrolled_at, devices.seen_at
from devices
left join custody on custody.clinic_id = devices.clinic_id and custody.device = devices.id
where devices.clinic_id = :clinic and devices.id = :id
