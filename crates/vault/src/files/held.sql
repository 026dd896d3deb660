select count(*) from piece
