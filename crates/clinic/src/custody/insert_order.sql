insert into device_orders (
  clinic_id, id, device, what, issued_at, issued_by, delivered_at, withdrawn_at, done_at, unsent, receipt
)
values (:clinic, :id, :device, :what, :at, :by, null, null, null, null, null)
