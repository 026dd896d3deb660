-- The clinic's hold on laptops it does not see: how each stands, its lease, what it said of itself, and orders to it.

create table custody (
  --- What the clinic keeps of a device since it last heard of it.

  -- The clinic.
  clinic_id blob not null,
  -- The device.
  device text not null,
  -- 'lost', 'recalled' or 'wiped'; null while nobody has said anything of it.
  standing text check (standing in ('lost', 'recalled', 'wiped')),
  -- When that was said; null with it.
  standing_at integer,
  -- How many leases it was given.
  lease_seq integer not null,
  -- Until when the last one holds; null before the first.
  lease_until integer,
  -- With which key it proves itself while it is locked, 64 hex digits; null if its keyring never answered.
  heartbeat text,
  -- What it said of itself last, as JSON; null before it did.
  report text,
  primary key (clinic_id, device)
) strict, without rowid;

create table device_orders (
  --- Orders to devices to give back and erase, and what became of them.

  -- The clinic.
  clinic_id blob not null,
  -- The order.
  id text not null,
  -- The device it is for.
  device text not null,
  -- 'wipe' or 'rescue_then_wipe'.
  what text not null check (what in ('wipe', 'rescue_then_wipe')),
  -- When it was given.
  issued_at integer not null,
  -- Which supervisor gave it.
  issued_by text not null,
  -- When the device was first told; null until then.
  delivered_at integer,
  -- When it was taken back; null unless it was.
  withdrawn_at integer,
  -- When the device's receipt came; null until then.
  done_at integer,
  -- How much went with the device that the clinic has not got, as the receipt says.
  unsent integer,
  -- The receipt as it came, as JSON.
  receipt text,
  primary key (clinic_id, id)
) strict, without rowid;

create index device_orders_of_device on device_orders (clinic_id, device, issued_at);

create table device_policy (
  --- What the clinic asks of every device.

  -- The clinic.
  clinic_id blob not null,
  -- For how many days a device may show what it holds without hearing of the clinic.
  lease_days integer not null check (lease_days between 3 and 60),
  primary key (clinic_id)
) strict, without rowid;
