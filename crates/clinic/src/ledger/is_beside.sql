select exists (select 1 from operations where device = :device and hash = :hash and in_chain = 0)
