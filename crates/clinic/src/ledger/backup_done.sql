update backups set done_at = :at where no = :no
