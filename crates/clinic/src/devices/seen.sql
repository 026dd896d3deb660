update devices set seen_at = :at where id = :id
