insert into draft (about, member, body, kept_at) values (:about, :member, :body, :kept_at)
on conflict (about) do update
set member = excluded.member, body = excluded.body, kept_at = excluded.kept_at
