select count(*) from copy
