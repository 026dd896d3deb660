insert into imported_files (clinic_id, hash, member, imported_at)
values (:clinic, :hash, :member, :at)
