select
  visits.id, visits.member, visits.data,
  (select min(record.id) from record where record.about = visits.id and record.kind = 'note') as note
from visits
where :from <= visits.day and visits.day <= :to
order by visits.day, visits.time, visits.id
limit :limit offset :offset
