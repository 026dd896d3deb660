select exists (select 1 from leaving where stream = :id)
