select public_key from devices where id = :device
