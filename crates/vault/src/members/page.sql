select members.id, members.stream, members.data, episodes.stage, episodes.lead
from members
left join episodes on episodes.id = (
  select max(latest.id) from episodes as latest where latest.stream = members.stream
)
order by members.family collate nocase, members.given collate nocase, members.id
limit :limit offset :offset
