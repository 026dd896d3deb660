insert into left_drafts (clinic_id, staff, device, stream, about, kept_at, body, received_at)
values (:clinic, :staff, :device, :stream, :about, :kept_at, :body, :at)
on conflict (clinic_id, device, about, kept_at) do nothing
