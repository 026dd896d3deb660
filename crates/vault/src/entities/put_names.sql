insert or replace into member_name (rowid, names) values (:row, :names)
