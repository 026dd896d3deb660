select forbidden, said_at from pin_policy where clinic_id = :clinic
