select member from identifiers where system = :system and value = :value
