delete from known_by where clinic_id = :clinic and mark = :mark and member = :member
