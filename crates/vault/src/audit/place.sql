select run, through
from audit_place
where one = 1
