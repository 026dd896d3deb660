select coalesce(min(no), 0) from backups where done_at is not null and given_up_at is null
