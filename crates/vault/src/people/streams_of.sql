-- A union without doubles ends by itself, also where it was said in a circle.
with recursive together (stream) as (
  select :stream
  union
  select same_as.other from together cross join same_as on same_as.stream = together.stream
  union
  select same_as.stream from together cross join same_as on same_as.other = together.stream
)
select stream from together order by stream
