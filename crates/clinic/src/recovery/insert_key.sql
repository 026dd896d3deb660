insert into recovery_keys (clinic_id, public, made_at)
values (:clinic, :public, :at)
