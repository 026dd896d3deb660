select id, sealed
from copy
where epoch < :epoch or :epoch < epoch
order by id
limit 1
