delete from receipt where row <= (select max(row) from receipt) - :kept_max
