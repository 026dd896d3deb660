insert into identifiers (system, value, member)
values (:system, :value, :member)
on conflict (system, value) do nothing
