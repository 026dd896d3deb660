select chain, body
from audit
where clinic_id = :clinic and :from <= at and at < :until
