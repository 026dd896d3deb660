select hash
from operations
where device = :device and inc = :inc and dseq = :dseq and in_chain = 1
