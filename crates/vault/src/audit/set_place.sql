update audit_place
set run = :run, through = :through
where one = 1
