delete from acked where seq = 9223372036854775807
