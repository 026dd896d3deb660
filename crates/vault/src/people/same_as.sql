-- The comparison keeps to the index of those of whom it was said: nearly nobody.
select stream, other from same_as where 'm:' < other order by other, stream
