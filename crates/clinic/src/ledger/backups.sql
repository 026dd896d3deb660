select no, begun_at, done_at, given_up_at from backups order by no
