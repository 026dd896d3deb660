select id, name, epoch, device from clinic where one = 1
