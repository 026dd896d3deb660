delete from acked where entity = :entity and seq <= :seq
