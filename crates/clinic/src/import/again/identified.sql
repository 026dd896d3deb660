select member from identifiers where clinic_id = :clinic and system = :system and value = :value
