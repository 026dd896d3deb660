insert into clinic (one, id, name, epoch, device)
values (1, :id, :name, :epoch, :device)
