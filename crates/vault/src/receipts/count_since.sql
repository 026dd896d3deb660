select count(*) from receipt where :since <= received_at
