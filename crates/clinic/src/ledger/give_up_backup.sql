update backups set given_up_at = :at where no = :no and given_up_at is null
