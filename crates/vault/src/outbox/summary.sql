select count(*) as count, min(at) as oldest_at from outbox
