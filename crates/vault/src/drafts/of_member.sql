select about, member, body, kept_at from draft where member = :member order by about
