update acked set seq = 9223372036854775807
