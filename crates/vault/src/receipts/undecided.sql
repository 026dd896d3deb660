select op_id
from receipt
where result not like '{"is":"applied%' and result like '{"is":"parked"%'
order by received_at desc, row desc
limit :ops_max
