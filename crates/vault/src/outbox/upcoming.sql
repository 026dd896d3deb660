select last + 1 from counter where name = 'outbox'
