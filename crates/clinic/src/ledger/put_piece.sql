insert into pieces (file, n, sealed) values (:file, :n, :sealed)
