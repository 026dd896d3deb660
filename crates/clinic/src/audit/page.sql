select chain, seq, received_at, body
from audit
where
  clinic_id = :clinic
  and :from <= at
  and at < :until
  and (:actor = '' or actor = :actor)
  and (:member = '' or member = :member)
  and (:action = '' or action = :action)
order by at desc, chain, run desc, seq desc
limit :limit offset :offset
