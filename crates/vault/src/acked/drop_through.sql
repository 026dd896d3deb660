delete from acked where stream = :stream and seq <= :seq
