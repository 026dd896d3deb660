update clinic set era = era + 1 where one = 1 returning era
