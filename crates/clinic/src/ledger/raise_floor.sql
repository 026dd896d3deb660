update streams set floor = :floor where clinic_id = :clinic and id = :stream and floor < :floor
