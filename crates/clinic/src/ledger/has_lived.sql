select exists (select 1 from lives where clinic_id = :clinic and epoch = :epoch)
