update backups set done_at = :at where clinic_id = :clinic and no = :no
