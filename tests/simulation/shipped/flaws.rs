//! Faults beneath a day over the stores that ship: in their SQL, each a trigger that makes a statement do what a wrong
//! one would, and in the disks under them.

use crate::tape::Flushes;

/// Something broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// In the vaults' SQL.
    Vault(VaultFlaw),
    /// In the ledger's SQL, in its file.
    Sqlite(LedgerFlaw),
    /// In the ledger's SQL, in PostgreSQL.
    Postgres(LedgerFlaw),
    /// A flush of the laptops' logs does nothing.
    LaptopsForget,
    /// A flush of the clinic's log does nothing.
    ClinicForgets,
}

/// A fault in the vault's SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum VaultFlaw {
    /// It drops an own answer from what lies over the clinic's, before the feed has brought it back.
    OverlayGone,
    /// It takes out of the outbox whatever is oldest.
    ReceiptForAnother,
    /// It moves a cursor too far.
    CursorAhead,
    /// It drops what waits about a member who leaves.
    DroppedWithMember,
}

/// A fault in the ledger's SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum LedgerFlaw {
    /// It gives a place and leaves the next one out.
    PlaceLeftOut,
    /// Its grants have no end.
    GrantStays,
    /// It keeps asking for a receipt it has.
    ReceiptForgotten,
    /// It says that a picture is whole, and has nothing of it.
    PictureGone,
    /// It forgets that something waits for a device.
    PendingForgotten,
}

impl Fault {
    pub(crate) const ALL: [Self; 16] = [
        Self::Vault(VaultFlaw::OverlayGone),
        Self::Vault(VaultFlaw::ReceiptForAnother),
        Self::Vault(VaultFlaw::CursorAhead),
        Self::Vault(VaultFlaw::DroppedWithMember),
        Self::Sqlite(LedgerFlaw::PlaceLeftOut),
        Self::Sqlite(LedgerFlaw::GrantStays),
        Self::Sqlite(LedgerFlaw::ReceiptForgotten),
        Self::Sqlite(LedgerFlaw::PictureGone),
        Self::Sqlite(LedgerFlaw::PendingForgotten),
        Self::Postgres(LedgerFlaw::PlaceLeftOut),
        Self::Postgres(LedgerFlaw::GrantStays),
        Self::Postgres(LedgerFlaw::ReceiptForgotten),
        Self::Postgres(LedgerFlaw::PictureGone),
        Self::Postgres(LedgerFlaw::PendingForgotten),
        Self::LaptopsForget,
        Self::ClinicForgets,
    ];

    /// What is wrong in PostgreSQL, if anything is.
    pub(super) const fn in_postgres(self) -> Option<LedgerFlaw> {
        match self {
            Self::Postgres(flaw) => Some(flaw),
            Self::Vault(_) | Self::Sqlite(_) | Self::LaptopsForget | Self::ClinicForgets => None,
        }
    }

    /// What a flush of the laptops' logs does.
    pub(super) fn laptops_flushes(fault: Option<Self>) -> Flushes {
        Self::forgets(fault == Some(Self::LaptopsForget))
    }

    /// What a flush of the clinic's log does.
    pub(super) fn clinics_flushes(fault: Option<Self>) -> Flushes {
        Self::forgets(fault == Some(Self::ClinicForgets))
    }

    const fn forgets(is_so: bool) -> Flushes {
        if is_so {
            Flushes::LogIsForgotten
        } else {
            Flushes::Hold
        }
    }
}

impl VaultFlaw {
    pub(super) const fn sql(self) -> &'static str {
        match self {
            Self::OverlayGone => {
                "create trigger flaw after insert on acked begin
                   delete from acked where op_id = new.op_id;
                 end"
            }
            Self::ReceiptForAnother => {
                "create trigger flaw after insert on receipt begin
                   delete from outbox where dseq = (select min(dseq) from outbox);
                 end"
            }
            Self::CursorAhead => {
                "create trigger flaw after update of cursor on stream when new.cursor % 5 = 3 begin
                   update stream set cursor = new.cursor + 1 where id = new.id;
                 end"
            }
            Self::DroppedWithMember => {
                "create trigger flaw after insert on leaving begin
                   delete from outbox where stream = new.stream;
                 end"
            }
        }
    }
}

impl LedgerFlaw {
    pub(super) const fn in_sqlite(self) -> &'static str {
        match self {
            Self::PlaceLeftOut => {
                "create trigger flaw after update of head on streams when new.head % 5 = 4 begin
                   update streams set head = new.head + 1 where id = new.id;
                 end"
            }
            Self::GrantStays => {
                "create trigger flaw after update of to_at on grants when new.to_at is not null begin
                   update grants set to_at = null, to_ver = null
                   where stream = new.stream and staff = new.staff and from_at = new.from_at;
                 end"
            }
            Self::ReceiptForgotten => {
                "create trigger flaw after delete on holdings begin
                   insert into holdings (clinic_id, device, stream, since)
                   values (old.clinic_id, old.device, old.stream, old.since);
                 end"
            }
            Self::PictureGone => {
                "create trigger flaw after update of whole on files when new.whole = 1 begin
                   delete from pieces where clinic_id = new.clinic_id and file = new.file;
                 end"
            }
            Self::PendingForgotten => {
                "create trigger flaw after insert on pending when new.came_to % 3 = 2 begin
                   delete from pending
                   where clinic_id = new.clinic_id and device = new.device and stream = new.stream;
                 end"
            }
        }
    }

    pub(super) const fn in_postgres(self) -> &'static str {
        match self {
            Self::PlaceLeftOut => {
                "create function satchel.flaw() returns trigger language plpgsql as $$ begin
                   update satchel.streams set head = new.head + 1
                   where clinic_id = new.clinic_id and id = new.id;
                   return null;
                 end $$;
                 create trigger flaw after update of head on satchel.streams
                 for each row when (new.head % 5 = 4) execute function satchel.flaw()"
            }
            Self::GrantStays => {
                "create function satchel.flaw() returns trigger language plpgsql as $$ begin
                   update satchel.grants set to_at = null, to_ver = null
                   where clinic_id = new.clinic_id and stream = new.stream and staff = new.staff
                     and from_at = new.from_at;
                   return null;
                 end $$;
                 create trigger flaw after update of to_at on satchel.grants
                 for each row when (new.to_at is not null) execute function satchel.flaw()"
            }
            Self::ReceiptForgotten => {
                "create function satchel.flaw() returns trigger language plpgsql as $$ begin
                   insert into satchel.holdings (clinic_id, device, stream, since)
                   values (old.clinic_id, old.device, old.stream, old.since);
                   return null;
                 end $$;
                 create trigger flaw after delete on satchel.holdings
                 for each row execute function satchel.flaw()"
            }
            Self::PictureGone => {
                "create function satchel.flaw() returns trigger language plpgsql as $$ begin
                   delete from satchel.pieces where clinic_id = new.clinic_id and file = new.file;
                   return null;
                 end $$;
                 create trigger flaw after update of whole on satchel.files
                 for each row when (new.whole = 1) execute function satchel.flaw()"
            }
            Self::PendingForgotten => {
                "create function satchel.flaw() returns trigger language plpgsql as $$ begin
                   delete from satchel.pending
                   where clinic_id = new.clinic_id and device = new.device and stream = new.stream;
                   return null;
                 end $$;
                 create trigger flaw after insert on satchel.pending
                 for each row when (new.came_to % 3 = 2) execute function satchel.flaw()"
            }
        }
    }
}
