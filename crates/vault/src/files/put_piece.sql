insert into piece (file, n, sealed) values (:file, :n, :sealed)
on conflict (file, n) do nothing
