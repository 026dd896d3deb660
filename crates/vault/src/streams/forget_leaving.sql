delete from leaving where stream = :id
