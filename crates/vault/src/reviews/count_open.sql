select count(*)
from reviews
where status = 'open'
