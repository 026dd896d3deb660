insert into copy (era, epoch, sealed) values (:era, :epoch, :sealed)
