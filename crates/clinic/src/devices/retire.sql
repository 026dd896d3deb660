update devices set state = 'retired' where clinic_id = :clinic and id = :id
