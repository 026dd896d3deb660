insert into grant_versions (staff, ver)
values (:staff, 1)
on conflict (staff) do update set ver = ver + 1
returning ver
