update copy set epoch = ''
