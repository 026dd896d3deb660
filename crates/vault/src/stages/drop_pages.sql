delete from stage_page where stream = :stream
