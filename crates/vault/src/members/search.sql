select members.id, members.stream, members.data, episodes.stage, episodes.lead
from member_name
join members on members.row = member_name.rowid
left join episodes on episodes.id = (
  select max(latest.id) from episodes as latest where latest.stream = members.stream
)
where member_name match :words
order by member_name.rank, members.family collate nocase, members.id
limit :limit offset :offset
