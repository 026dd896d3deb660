update counter set last = last + 1 where name = 'outbox' returning last
