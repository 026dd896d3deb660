select stream, suspect, head, next from stage order by no
