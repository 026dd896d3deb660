select distinct entity from acked where seq = 9223372036854775807 order by entity
