select exists (select 1 from grants where stream = :stream and to_at is null)
