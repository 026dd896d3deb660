select staff
from grants
where stream = :stream and to_at is null
order by staff
