delete from holdings where device = :device and stream = :stream
