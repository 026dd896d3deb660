-- The way back from a forgotten passphrase: the clinic's recovery keys, what devices left sealed to them, and who asked.

create table recovery_keys (
  --- The public halves. The private ones were never here.

  -- The clinic.
  clinic_id blob not null,
  -- The public half, 64 hex digits.
  public text not null,
  -- When it was made; the newest is the one devices seal to.
  made_at integer not null,
  primary key (clinic_id, public)
) strict, without rowid;

create table escrows (
  --- The key of a device's store, sealed to a recovery key. Nobody here can open it.

  -- The clinic.
  clinic_id blob not null,
  -- The device.
  device text not null,
  -- The profile on it.
  profile text not null,
  -- The recovery key it is sealed to.
  recovery text not null,
  -- The sealed key, base64.
  sealed text not null,
  -- With which key the device proves itself while it is locked; null if its keyring did not answer.
  heartbeat text,
  -- When it came.
  kept_at integer not null,
  primary key (clinic_id, device)
) strict, without rowid;

create table recovery_codes (
  --- One-time codes for devices that lost their keyring. The code itself is not kept.

  -- The clinic.
  clinic_id blob not null,
  -- The first four characters, by which a typed code is found.
  finder text not null,
  -- SHA-256 of the whole code.
  hash blob not null check (length(hash) = 32),
  -- The device it lets ask.
  device text not null,
  -- Which supervisor made it.
  made_by text not null,
  -- When it was made.
  made_at integer not null,
  -- From when on it is too old.
  expires_at integer not null,
  -- How many wrong guesses were aimed at it.
  wrong_tries integer not null,
  -- The request it was used for; null while it is unused.
  request text,
  primary key (clinic_id, hash)
) strict, without rowid;

create index recovery_codes_by_finder on recovery_codes (clinic_id, finder);

create table recoveries (
  --- Requests to be let in again.

  -- The clinic.
  clinic_id blob not null,
  -- Minted on the device that asks.
  id text not null,
  -- The device.
  device text not null,
  -- The key its answer is sealed to, 64 hex digits.
  public text not null,
  -- 1 when a code proved it, 0 when the device's keyring did.
  coded integer not null check (coded in (0, 1)),
  -- When it was asked.
  asked_at integer not null,
  -- From when on it is too old, or given up.
  expires_at integer not null,
  -- When a supervisor let her in; null until then.
  approved_at integer,
  -- Which one.
  approved_by text,
  -- The store's key, sealed to the request's key, base64.
  answer text,
  -- When the device said that it is open again.
  done_at integer,
  primary key (clinic_id, id)
) strict, without rowid;

create index recoveries_of_device on recoveries (clinic_id, device);
