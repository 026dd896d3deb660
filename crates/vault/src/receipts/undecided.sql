select op_id
from receipt
where result not like '{"is":"applied%' and result like '{"is":"parked"%'
order by
  case
    when (received_at, row) < (
      select asked.received_at, asked.row
      from meta
      join receipt as asked on asked.op_id = meta.value
      where meta.key = 'asked_after'
    ) then 0
    else 1
  end,
  received_at desc,
  row desc
limit :ops_max
