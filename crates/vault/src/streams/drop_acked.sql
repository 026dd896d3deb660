delete from acked where stream = :id
