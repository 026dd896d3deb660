select id, body, hash from record where stream = :stream and received_at is not null
