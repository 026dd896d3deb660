update devices set mark = null where mark is not null
