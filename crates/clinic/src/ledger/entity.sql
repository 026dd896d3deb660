select stream, kind, heads from entities where id = :entity
