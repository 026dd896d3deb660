select
  (select count(*) from outbox),
  (select count(*) from draft),
  (select coalesce(sum(length(body)), 0) from (select body from outbox union all select body from draft))
