select hash
from operations
where clinic_id = :clinic and device = :device and inc = :inc and dseq = :dseq and in_chain = 1
