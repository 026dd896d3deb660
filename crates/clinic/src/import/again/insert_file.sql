insert into imported_files (hash, member, imported_at)
values (:hash, :member, :at)
