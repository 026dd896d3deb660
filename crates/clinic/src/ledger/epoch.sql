select epoch from clinic where one = 1
