update copy set epoch = :epoch, era = coalesce(:era, era) where id = :id
