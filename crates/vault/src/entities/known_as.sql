select 0 < conflicts, kind = :kind, words from entity where id = :id
