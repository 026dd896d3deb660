insert into stage_page (stream, n, body)
values (:stream, (select count(*) from stage_page where stream = :stream), :body)
