insert into imported (clinic_id, entity, member, kind, entry, likeness, said)
values (:clinic, :entity, :member, :kind, :entry, :likeness, :said)
on conflict (clinic_id, entity) do update
set entry = excluded.entry, likeness = excluded.likeness, said = excluded.said
