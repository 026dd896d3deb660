delete from masks where clinic_id = :clinic
