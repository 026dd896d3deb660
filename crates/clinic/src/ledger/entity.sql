select stream, kind, heads from entities where clinic_id = :clinic and id = :entity
