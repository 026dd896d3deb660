delete from pending
where clinic_id = :clinic and device = :device and stream = :stream
  and coalesce((select head from streams where clinic_id = :clinic and id = :stream), 0) <= :seq
