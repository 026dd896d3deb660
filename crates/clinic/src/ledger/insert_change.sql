insert into changes (stream, seq, op, item)
values (:stream, :seq, :op, :item)
