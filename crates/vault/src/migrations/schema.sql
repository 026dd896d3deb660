select sql
from sqlite_schema
where sql is not null and name not glob 'member_name_*' and name not glob '*_words_[cdi]*' and name not glob 'sqlite_*'
order by rowid
