update receipt
set result = :result
where op_id = :op_id and result like '{"is":"parked"%'
