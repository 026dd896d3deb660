update devices set seen_at = :at where clinic_id = :clinic and id = :id
