insert into lives (epoch, ended_at) select epoch, :at from clinic where one = 1
on conflict (epoch) do nothing
