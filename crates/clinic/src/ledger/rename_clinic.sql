update clinic set name = :name where clinic_id = :clinic
