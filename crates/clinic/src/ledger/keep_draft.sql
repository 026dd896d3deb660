insert into left_drafts (staff, device, stream, about, kept_at, body, received_at)
values (:staff, :device, :stream, :about, :kept_at, :body, :at)
on conflict (device, about, kept_at) do nothing
