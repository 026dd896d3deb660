select mark from devices where id = :device
