-- The way back from a forgotten passphrase: the clinic's recovery keys, what devices left sealed to them, and who asked.

create table recovery_keys (
  --- The public halves. The private ones were never here.

  -- The clinic.
  clinic_id uuid not null,
  -- The public half, 64 hex digits.
  public text collate "C" not null,
  -- When it was made; the newest is the one devices seal to.
  made_at bigint not null,
  primary key (clinic_id, public)
);

create table escrows (
  --- The key of a device's store, sealed to a recovery key. Nobody here can open it.

  -- The clinic.
  clinic_id uuid not null,
  -- The device.
  device uuid not null,
  -- The profile on it.
  profile text collate "C" not null,
  -- The recovery key it is sealed to.
  recovery text collate "C" not null,
  -- The sealed key, base64.
  sealed text collate "C" not null,
  -- With which key the device proves itself while it is locked; null if its keyring did not answer.
  heartbeat text collate "C",
  -- When it came.
  kept_at bigint not null,
  primary key (clinic_id, device)
);

create table recovery_codes (
  --- One-time codes for devices that lost their keyring. The code itself is not kept.

  -- The clinic.
  clinic_id uuid not null,
  -- The first four characters, by which a typed code is found.
  finder text collate "C" not null,
  -- SHA-256 of the whole code.
  hash bytea not null check (length(hash) = 32),
  -- The device it lets ask.
  device uuid not null,
  -- Which supervisor made it.
  made_by uuid not null,
  -- When it was made.
  made_at bigint not null,
  -- From when on it is too old.
  expires_at bigint not null,
  -- How many wrong guesses were aimed at it.
  wrong_tries bigint not null,
  -- The request it was used for; null while it is unused.
  request uuid,
  primary key (clinic_id, hash)
);

create index recovery_codes_by_finder on recovery_codes (clinic_id, finder);

create table recoveries (
  --- Requests to be let in again.

  -- The clinic.
  clinic_id uuid not null,
  -- Minted on the device that asks.
  id uuid not null,
  -- The device.
  device uuid not null,
  -- The key its answer is sealed to, 64 hex digits.
  public text collate "C" not null,
  -- 1 when a code proved it, 0 when the device's keyring did.
  coded smallint not null check (coded in (0, 1)),
  -- When it was asked.
  asked_at bigint not null,
  -- From when on it is too old, or given up.
  expires_at bigint not null,
  -- When a supervisor let her in; null until then.
  approved_at bigint,
  -- Which one.
  approved_by uuid,
  -- The store's key, sealed to the request's key, base64.
  answer text collate "C",
  -- When the device said that it is open again.
  done_at bigint,
  primary key (clinic_id, id)
);

create index recoveries_of_device on recoveries (clinic_id, device);
