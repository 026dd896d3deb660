select to_ver
from grants
where clinic_id = :clinic and stream = :stream and staff = :staff and from_ver <= :gver and :gver < to_ver
order by to_ver desc
limit 1
