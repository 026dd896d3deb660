update record set received_at = :received_at where id = :id and received_at is null
