//! What is broken on purpose, to prove that a broken store or a broken promise would be noticed.
//!
//! Each is a fault that a death at the wrong moment brings to light. They are made here, around the programs and in the
//! files they leave behind; the programs themselves are those that ship.

use std::fs;

use data_encoding::HEXLOWER;

use crate::database::Database;
use crate::store::{connect, forget_last_commits};
use crate::template::Folders;
use crate::typist::Tells;

/// So many commits of the clinic belong to one exchange: the laptop makes contact, pushes, pulls, and says who looked.
/// The last of them alone is seldom the one that took an operation.
const OF_AN_EXCHANGE: usize = 4;

/// Whatever a transaction writes, it does not wait for.
const KEPT_TOO_SOON: &str = "create function satchel.flaw() returns trigger language plpgsql as
     $$ begin perform set_config('synchronous_commit', 'off', true); return null; end $$;
   do $$ declare one name; begin
     for one in select tablename from pg_tables where schemaname = 'satchel' loop
       execute format('create trigger flaw after insert or update or delete on satchel.%I
         for each statement execute function satchel.flaw()', one);
     end loop;
   end $$";

/// A fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flaw {
    /// The laptop says that something is saved before it is.
    SavedTooSoon,
    /// The laptop answers the screen, and the clinic, before its last commit is in the file.
    LaptopForgets,
    /// The clinic answers before its last commits are in the file.
    ClinicForgets,
    /// What was sent leaves the outbox before the clinic's answer is kept.
    OutboxTooSoon,
    /// What the clinic took is not kept until a backup holds it.
    NoCopies,
    /// A stream that differs is not fetched anew.
    AnewForgotten,
    /// Of two records that are joined only what was there before is given to whoever holds either.
    JoinedByHalf,
    /// PostgreSQL says that a transaction is kept before it is written: what the clinic refuses to start with, brought about
    /// in each transaction, where it does not look.
    DatabaseForgets,
}

impl Flaw {
    pub(crate) const ALL: [Self; 8] = [
        Self::SavedTooSoon,
        Self::LaptopForgets,
        Self::ClinicForgets,
        Self::OutboxTooSoon,
        Self::NoCopies,
        Self::AnewForgotten,
        Self::JoinedByHalf,
        Self::DatabaseForgets,
    ];

    /// Whether it is brought to light where the ledger is in PostgreSQL, or else in a file.
    pub(crate) fn is_in_postgres(self) -> bool {
        self == Self::DatabaseForgets
    }

    /// What a typist of this world says.
    pub(crate) fn tells(flaw: Option<Self>) -> Tells {
        match flaw {
            Some(Self::SavedTooSoon) => Tells::Early,
            Some(
                Self::LaptopForgets
                | Self::ClinicForgets
                | Self::OutboxTooSoon
                | Self::NoCopies
                | Self::AnewForgotten
                | Self::JoinedByHalf
                | Self::DatabaseForgets,
            )
            | None => Tells::Truly,
        }
    }

    /// Breaks a world's laptop, or its ledger, before its first day.
    pub(crate) fn breaks(self, folders: &Folders, key: &[u8]) {
        let (laptop, ledger) = (
            folders.store().join("store.db"),
            folders.clinic().join("ledger.db"),
        );
        let own_key = || fs::read_to_string(folders.clinic().join("ledger.key")).unwrap();
        let (store, key, trigger) = match self {
            Self::OutboxTooSoon => {
                let trigger = "create trigger flaw after update of state on outbox when new.state = 'offered' begin
                   delete from outbox where dseq = new.dseq;
                 end";
                (laptop, HEXLOWER.encode(key), trigger)
            }
            Self::NoCopies => {
                let trigger = "create trigger flaw after insert on copy begin
                   delete from copy where id = new.id;
                 end";
                (laptop, HEXLOWER.encode(key), trigger)
            }
            Self::AnewForgotten => {
                let trigger = "create trigger flaw after insert on stage when new.suspect = 1 begin
                   delete from stage where no = new.no;
                 end";
                (laptop, HEXLOWER.encode(key), trigger)
            }
            Self::JoinedByHalf => {
                // Whoever is met is held by two people; a third one holds her because she is joined.
                let trigger = "create trigger flaw after insert on grants
                 when 2 < (select count(*) from grants where stream = new.stream) begin
                   delete from grants where stream = new.stream and staff = new.staff and from_at = new.from_at;
                 end";
                (ledger, own_key().trim().to_owned(), trigger)
            }
            Self::SavedTooSoon
            | Self::LaptopForgets
            | Self::ClinicForgets
            | Self::DatabaseForgets => return,
        };
        let db = connect(&store, &key).unwrap();
        db.execute_batch(trigger).unwrap();
    }

    /// Breaks a world's database before its first day.
    pub(crate) fn breaks_database(self, database: &Database) {
        if self == Self::DatabaseForgets {
            database.is_broken_by(KEPT_TOO_SOON);
        }
    }

    /// The laptop has died.
    pub(crate) fn at_death_of_laptop(self, folders: &Folders) {
        if self == Self::LaptopForgets {
            forget_last_commits(&folders.store().join("store.db-wal"), 1);
        }
    }

    /// The clinic has died.
    pub(crate) fn at_death_of_clinic(self, folders: &Folders) {
        if self == Self::ClinicForgets {
            forget_last_commits(&folders.clinic().join("ledger.db-wal"), OF_AN_EXCHANGE);
        }
    }
}
