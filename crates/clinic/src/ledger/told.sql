select inc, dseq
from told
where clinic_id = :clinic and device = :device and :gver <= gver
order by gver
limit 1
