update clinic set name = :name where one = 1
