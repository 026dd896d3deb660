update clinic set epoch = :epoch where clinic_id = :clinic
