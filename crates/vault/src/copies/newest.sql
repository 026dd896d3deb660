select sealed
from copy
order by id desc
