select op_id, stream, entity, kind, result, received_at
from receipt
where result not like '{"is":"applied%' and result like '{"is":"decided"%'
order by received_at desc, row desc
limit :limit offset :offset
