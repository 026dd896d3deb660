insert into changes (clinic_id, stream, seq, op, item)
values (:clinic, :stream, :seq, :op, :item)
