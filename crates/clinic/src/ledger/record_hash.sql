select hash from records where clinic_id = :clinic and id = :id
