insert into grant_versions (clinic_id, staff, ver)
values (:clinic, :staff, 1)
on conflict (clinic_id, staff) do update set ver = grant_versions.ver + 1
returning ver
