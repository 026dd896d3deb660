update devices
set inc = max(inc, (select coalesce(max(inc), 0) from operations where device = :device)) + 1
where id = :device
returning inc
