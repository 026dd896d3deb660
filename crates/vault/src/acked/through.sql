select distinct entity from acked where stream = :stream and seq <= :seq order by entity
