update clinic set epoch = :epoch where one = 1
