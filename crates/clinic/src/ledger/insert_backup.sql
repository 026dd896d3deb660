insert into backups (no, begun_at) values (:no, :at)
