select exists (select 1 from acked) or exists (select 1 from outbox)
