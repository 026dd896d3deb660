delete from pending
where device = :device and stream = :stream
  and coalesce((select head from streams where id = :stream), 0) <= :seq
