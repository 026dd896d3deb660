select op_id, stream, entity, kind, result, received_at
from receipt
where result not like '{"is":"applied%' and result not like '{"is":"decided"%'
order by received_at desc, row desc
limit :limit offset :offset
