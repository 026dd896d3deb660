-- The clinic's hold on laptops it does not see: how each stands, its lease, what it said of itself, and orders to it.

create table custody (
  --- What the clinic keeps of a device since it last heard of it.

  -- The clinic.
  clinic_id uuid not null,
  -- The device.
  device uuid not null,
  -- 'lost', 'recalled' or 'wiped'; null while nobody has said anything of it.
  standing text collate "C" check (standing in ('lost', 'recalled', 'wiped')),
  -- When that was said; null with it.
  standing_at bigint,
  -- How many leases it was given.
  lease_seq bigint not null,
  -- Until when the last one holds; null before the first.
  lease_until bigint,
  -- With which key it proves itself while it is locked, 64 hex digits; null if its keyring never answered.
  heartbeat text collate "C",
  -- What it said of itself last, as JSON; null before it did.
  report text collate "C",
  primary key (clinic_id, device)
);

create table device_orders (
  --- Orders to devices to give back and erase, and what became of them.

  -- The clinic.
  clinic_id uuid not null,
  -- The order.
  id uuid not null,
  -- The device it is for.
  device uuid not null,
  -- 'wipe' or 'rescue_then_wipe'.
  what text collate "C" not null check (what in ('wipe', 'rescue_then_wipe')),
  -- When it was given.
  issued_at bigint not null,
  -- Which supervisor gave it.
  issued_by uuid not null,
  -- When the device was first told; null until then.
  delivered_at bigint,
  -- When it was taken back; null unless it was.
  withdrawn_at bigint,
  -- When the device's receipt came; null until then.
  done_at bigint,
  -- How much went with the device that the clinic has not got, as the receipt says.
  unsent bigint,
  -- The receipt as it came, as JSON.
  receipt text collate "C",
  primary key (clinic_id, id)
);

create index device_orders_of_device on device_orders (clinic_id, device, issued_at);

create table device_policy (
  --- What the clinic asks of every device.

  -- The clinic.
  clinic_id uuid not null,
  -- For how many days a device may show what it holds without hearing of the clinic.
  lease_days bigint not null check (lease_days between 3 and 60),
  primary key (clinic_id)
);
