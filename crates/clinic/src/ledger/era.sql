select era from clinic where one = 1
