select about, member, body, kept_at
from draft
order by kept_at desc, about desc
limit :limit offset :offset
