update backups
set given_up_at = :at
where clinic_id = :clinic and no = :no and given_up_at is null
