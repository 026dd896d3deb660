select kind, count(distinct entity) as count
from outbox
group by kind
order by min(dseq)
