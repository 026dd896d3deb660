insert into clinic (clinic_id, name, epoch, device)
values (:clinic, :name, :epoch, :device)
