//! The clinic's ledger for one day: in a file on a disk that forgets, or in PostgreSQL.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ::clinic::{DatabaseUrl, LedgerError, LedgerPlace, LedgerStore, LedgerTx};
use ambient::{Ambient, Fixed};
use care::{DeviceId, StaffId};

use super::super::book::Book;
use super::super::ground::Ends;
use super::eye::Eye;
use super::flaws::{Fault, LedgerFlaw};
use super::power::Forgetful;
use super::{Undone, clinic_photo, ends_so, template};
use crate::cluster::{cluster, looks_into};

/// What a ledger is kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    /// The one a sound day is played over: two seeds the one, two the other, for odd seeds have another lead.
    pub(crate) const fn of_day(seed: u64) -> Self {
        if (seed / 2).is_multiple_of(2) {
            Self::Sqlite
        } else {
            Self::Postgres
        }
    }

    /// The one a fault is in, or is noticed over.
    pub(super) const fn of_fault(fault: Fault) -> Self {
        match fault {
            Fault::Postgres(_) => Self::Postgres,
            Fault::Vault(_) | Fault::Sqlite(_) | Fault::LaptopsForget | Fault::ClinicForgets => {
                Self::Sqlite
            }
        }
    }
}

/// The clinic's ledger.
pub(super) struct House {
    /// None only while the power is gone.
    open: Option<(Vec<LedgerStore>, Eye)>,
    place: Place,
    /// The servers take turns: so many transactions there have been.
    turns: usize,
}

enum Place {
    Folder(PathBuf, Box<Forgetful>),
    /// Two servers work over it; the folder of the first, and where the database is.
    Database(PathBuf, String),
}

impl House {
    pub(super) fn in_folder(folder: &Path, seed: u64, fault: Option<Fault>) -> Self {
        template::lays_out_clinic(folder);
        let disk = Forgetful::new(folder, Fault::clinics_flushes(fault), seed);
        let mut house = Self {
            open: Some(opens(folder)),
            place: Place::Folder(folder.to_owned(), Box::new(disk)),
            turns: 0,
        };
        if let Some(Fault::Sqlite(flaw)) = fault {
            house.eye().does(flaw.in_sqlite());
        }
        house
    }

    pub(super) fn in_postgres(folder: &Path, seed: u64, fault: Option<Fault>) -> Self {
        let flaw = fault.and_then(Fault::in_postgres);
        let url = database(flaw);
        std::fs::create_dir(folder).unwrap();
        let one = founds(folder, &url, &Fixed::new(0, seed).ambient());
        let clinic = std::fs::read_to_string(folder.join(MARKER)).unwrap();
        let eye = Eye::into_database(&url, clinic.trim());
        let other = another_server(folder, &url);
        Self {
            open: Some((vec![one, other], eye)),
            place: Place::Database(folder.to_owned(), url),
            turns: 0,
        }
    }

    fn eye(&mut self) -> &mut Eye {
        &mut self.open.as_mut().unwrap().1
    }

    /// One transaction; `book` then says what is there. One that is lost was on its way to the disk if there is a disk:
    /// then whoever asked for it lets the power go next.
    pub(super) fn transact<T>(
        &mut self,
        now: i64,
        book: &mut Book,
        ends: Ends,
        act: impl FnOnce(&mut LedgerTx<'_>) -> T,
    ) -> Result<T, Undone<T>> {
        let (servers, eye) = self.open.as_mut().unwrap();
        self.turns += 1;
        let store = &servers[self.turns % servers.len()];
        let (ends, is_torn) = match (&mut self.place, ends) {
            (Place::Folder(_, disk), Ends::Lost) => {
                disk.tears();
                (Ends::Kept, true)
            }
            (Place::Folder(..) | Place::Database(..), ends) => (ends, false),
        };
        let mut act = Some(act);
        let done = store.transact(now, |tx| {
            let act = act.take().expect("one writer is never overtaken");
            ends_so(ends, act(tx))
        });
        if !is_torn {
            *book = clinic_photo::of(eye, book);
        }
        done
    }

    /// The clinic's computer goes down: of two the one that has just worked. PostgreSQL is on another one.
    pub(super) fn loses_power(&mut self, book: &mut Book) {
        let (folder, disk) = match &mut self.place {
            Place::Folder(folder, disk) => (folder, disk),
            Place::Database(folder, url) => {
                let (servers, _) = self.open.as_mut().unwrap();
                let which = self.turns % servers.len();
                servers[which] = another_server(folder, url);
                return;
            }
        };
        let open = self.open.take();
        disk.loses_power(|| drop(open));
        self.open = Some(opens(folder));
        *book = clinic_photo::of(self.eye(), book);
    }

    /// The clinic makes somebody's laptop a device.
    pub(super) fn enrols(&mut self, device: DeviceId, staff: StaffId, key: &str) {
        self.eye().does(&format!(
            "insert into devices (clinic_id, id, staff, computer, public_key, state, enrolled_at, seen_at)
             select clinic_id, '{device}', '{staff}', '', '{key}', 'active', 0, null from clinic"
        ));
    }
}

fn opens(folder: &Path) -> (Vec<LedgerStore>, Eye) {
    (vec![template::ledger(folder)], Eye::into_folder(folder))
}

/// A server over the same ledger, with a memory of its own: nothing that the first one has in its own counts.
fn another_server(folder: &Path, url: &str) -> LedgerStore {
    let beside = template::room();
    for file in std::fs::read_dir(folder).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), beside.path().join(file.file_name())).unwrap();
    }
    founds(beside.path(), url, &Fixed::new(0, 7).ambient())
}

/// The file in which a folder says which clinic of a PostgreSQL is its own.
const MARKER: &str = "ledger.in-postgres";
const VIEWS: &str = include_str!("seen.pg.sql");

fn founds(folder: &Path, url: &str, ambient: &Ambient) -> LedgerStore {
    let place = LedgerPlace::Postgres(DatabaseUrl::read(url).unwrap());
    let founded: Result<_, LedgerError> =
        LedgerStore::open_at(folder, &place, template::tally(), ambient);
    founded.unwrap()
}

/// The database of all sound days, one clinic beside the other; each flaw has one of its own.
fn database(flaw: Option<LedgerFlaw>) -> String {
    static DATABASES: Mutex<BTreeMap<Option<LedgerFlaw>, String>> = Mutex::new(BTreeMap::new());
    let mut databases = DATABASES.lock().unwrap_or_else(PoisonError::into_inner);
    let made = databases.entry(flaw).or_insert_with(|| {
        let url = cluster().database();
        let folder = template::room();
        drop(founds(folder.path(), &url, &Ambient::system()));
        let mut client = looks_into(&url);
        client.batch_execute(VIEWS).unwrap();
        if let Some(flaw) = flaw {
            client.batch_execute(flaw.in_postgres()).unwrap();
        }
        url
    });
    made.clone()
}
