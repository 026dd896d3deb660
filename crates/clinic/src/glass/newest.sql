select id
from entities
where clinic_id = :clinic and kind = 'break_glass'
order by case when data -> 'weighed' is null then 0 else 1 end, id desc
limit :most
