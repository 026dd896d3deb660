select about, member, body, kept_at from draft where about = :about
