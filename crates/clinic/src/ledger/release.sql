insert into releases (op, at) values (:op, :at)
on conflict (op) do nothing
