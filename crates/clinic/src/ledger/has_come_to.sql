update pending
set came_to = :seq
where clinic_id = :clinic and device = :device and stream = :stream
