-- Grouped twice, in the order of an index: a count of what is distinct would put all of it into a table of its own.
select kind, count(*) as count
from (select kind, entity, min(dseq) as first from outbox group by kind, entity)
group by kind
order by min(first)
