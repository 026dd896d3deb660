insert into devices (clinic_id, id, staff, computer, public_key, state, enrolled_at, seen_at)
values (:clinic, :id, :staff, :computer, :public_key, 'active', :at, null)
