select body from stage_page where stream = :stream order by n
