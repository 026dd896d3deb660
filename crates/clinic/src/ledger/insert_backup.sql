insert into backups (clinic_id, no, begun_at) values (:clinic, :no, :at)
