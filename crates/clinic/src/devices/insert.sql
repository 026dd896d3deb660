insert into devices (id, staff, computer, public_key, state, enrolled_at, seen_at)
values (:id, :staff, :computer, :public_key, 'active', :at, null)
