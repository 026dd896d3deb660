update counter set last = :last where name = 'outbox'
