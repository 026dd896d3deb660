insert into lives (clinic_id, epoch, ended_at)
select clinic_id, epoch, :at
from clinic
where clinic_id = :clinic
on conflict (clinic_id, epoch) do nothing
