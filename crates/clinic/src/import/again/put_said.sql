insert into imported (entity, member, kind, entry, likeness, said)
values (:entity, :member, :kind, :entry, :likeness, :said)
on conflict (entity) do update
set entry = excluded.entry, likeness = excluded.likeness, said = excluded.said
