select name, epoch, device from clinic where clinic_id = :clinic
