delete from draft where about = :about
