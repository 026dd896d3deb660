update clinic set era = era + 1 where clinic_id = :clinic returning era
