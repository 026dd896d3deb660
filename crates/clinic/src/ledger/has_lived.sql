select exists (select 1 from lives where epoch = :epoch)
