select inc, dseq
from told
where device = :device and :gver <= gver
order by gver
limit 1
