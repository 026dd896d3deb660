select coalesce(sum(conflicts), 0) from entity where 0 < conflicts
