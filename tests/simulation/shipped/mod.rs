//! The same days over the stores that ship: SQLCipher vaults on the laptops, the ledger at the clinic, in its file or in
//! PostgreSQL.
//!
//! Everything is written by the stores' own code. What is there afterwards is read by other means: a connection of the
//! simulation's own and SQL of its own, so that a store that forgets and says so to nobody is noticed. Laptops and the
//! ledger's file are on disks that forget: whoever crashes goes on with what was flushed, and some of the rest.

mod clinic_photo;
mod desk;
mod eye;
mod flaws;
mod harms;
mod house;
mod laptop_photo;
mod power;
mod template;

use std::path::Path;

use ::clinic::{LedgerError, LedgerTx};
use ambient::Fixed;
use care::{GroupId, OpId, StaffId};
use rusqlite::Connection;
use satchel::Shelf;
use serde_json::json;
use sync::clinic::SystemWrite;
use sync::{Ledger as _, StreamId, Write};
use tempfile::TempDir;
use vault::{StoreError, Vault, meta};

use super::anew::Harm;
use super::book::Book;
use super::disk::Disk;
use super::ground::{Ends, Ground, Opening, harmed};
use super::intent::Intent;
use super::laptop::Laptop;
use super::witness::Witness;
use house::House;
use power::Forgetful;

pub(crate) use flaws::Fault;
pub(crate) use house::Engine;

/// One day's stores.
pub(crate) struct Shipped {
    // Dropped before the folder they are in.
    drawers: Vec<Drawer>,
    clinic: House,
    seed: u64,
    fault: Option<Fault>,
    folder: TempDir,
}

/// One laptop's store.
struct Drawer {
    /// None only while the power is gone.
    open: Option<(Vault, Connection)>,
    disk: Forgetful,
    folder: std::path::PathBuf,
}

impl Shipped {
    /// The stores of a sound day.
    pub(crate) fn of_day(seed: u64) -> Self {
        Self::new(seed, Engine::of_day(seed), None)
    }

    /// The stores of a day on which something beneath them is broken.
    pub(crate) fn broken(seed: u64, fault: Fault) -> Self {
        Self::new(seed, Engine::of_fault(fault), Some(fault))
    }

    fn new(seed: u64, engine: Engine, fault: Option<Fault>) -> Self {
        let folder = template::room();
        let at = folder.path().join("clinic");
        let clinic = match engine {
            Engine::Sqlite => House::in_folder(&at, seed, fault),
            Engine::Postgres => House::in_postgres(&at, seed, fault),
        };
        Self {
            drawers: Vec::new(),
            clinic,
            seed,
            fault,
            folder,
        }
    }
}

impl Drawer {
    fn new(folder: &Path, seed: u64, fault: Option<Fault>) -> Self {
        template::lays_out_laptop(folder);
        let disk = Forgetful::new(folder, Fault::laptops_flushes(fault), seed);
        let drawer = Self {
            open: Some(opens(folder)),
            disk,
            folder: folder.to_owned(),
        };
        if let Some(Fault::Vault(flaw)) = fault {
            drawer.db().execute_batch(flaw.sql()).unwrap();
        }
        drawer
    }

    fn vault(&self) -> &Vault {
        &self.open.as_ref().unwrap().0
    }

    /// A connection of the simulation's own.
    fn db(&self) -> &Connection {
        &self.open.as_ref().unwrap().1
    }
}

fn opens(folder: &Path) -> (Vault, Connection) {
    (template::open(folder), laptop_photo::connect(folder))
}

/// Why a transaction was not kept.
enum Undone<T> {
    /// Its laptop, or the clinic, was to go down before the commit.
    Wanted(T),
    Vault(StoreError),
    Ledger(LedgerError),
}

impl<T> From<StoreError> for Undone<T> {
    fn from(error: StoreError) -> Self {
        Self::Vault(error)
    }
}

impl<T> From<LedgerError> for Undone<T> {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

fn ended<T>(done: Result<T, Undone<T>>) -> T {
    match done {
        Ok(done) | Err(Undone::Wanted(done)) => done,
        Err(Undone::Vault(error)) => panic!("the vault: {error:?}"),
        Err(Undone::Ledger(error)) => panic!("the ledger: {error:?}"),
    }
}

fn ends_so<T>(ends: Ends, done: T) -> Result<T, Undone<T>> {
    match ends {
        Ends::Kept => Ok(done),
        Ends::Lost | Ends::Refused => Err(Undone::Wanted(done)),
    }
}

impl Ground for Shipped {
    type Desk<'a> = Shelf<'a>;
    type Tx<'a> = LedgerTx<'a>;

    fn opens(&mut self, opening: &mut Opening<'_>) {
        let Opening {
            laptops,
            book,
            witness,
            ..
        } = opening;
        for (at, laptop) in laptops.iter().enumerate() {
            let folder = self.folder.path().join(at.to_string());
            let drawer = Drawer::new(&folder, self.seed, self.fault);
            self.drawers.push(drawer);
            self.enrols(laptop, book, witness);
        }
        let epoch = self.at_clinic(0, book, Ends::Kept, |tx| tx.epoch().unwrap());
        for (at, laptop) in laptops.iter_mut().enumerate() {
            self.at_laptop(at, &mut laptop.disk, Ends::Kept, |desk| {
                meta::put(desk.writer(), "epoch", &epoch).unwrap();
            });
        }
    }

    fn at_laptop<T>(
        &mut self,
        at: usize,
        disk: &mut Disk,
        ends: Ends,
        act: impl FnOnce(&mut Shelf<'_>) -> T,
    ) -> T {
        let drawer = &mut self.drawers[at];
        if ends == Ends::Lost {
            // It is on its way to the disk when the power goes.
            drawer.disk.tears();
        }
        let done = drawer.vault().transact(|writer| {
            let ambient = Fixed::new(0, 7).ambient();
            let done = act(&mut Shelf::new(writer, &ambient));
            match ends {
                Ends::Kept | Ends::Lost => Ok(done),
                Ends::Refused => Err(Undone::Wanted(done)),
            }
        });
        if ends == Ends::Kept {
            *disk = laptop_photo::of(drawer.db(), disk).unwrap();
        }
        ended(done.map(|(done, _)| done))
    }

    fn at_clinic<T>(
        &mut self,
        now: i64,
        book: &mut Book,
        ends: Ends,
        act: impl FnOnce(&mut LedgerTx<'_>) -> T,
    ) -> T {
        ended(self.clinic.transact(now, book, ends, act))
    }

    fn harms(&mut self, at: usize, disk: &mut Disk, harm: &Harm) {
        let mut after = disk.clone();
        harmed(&mut after, harm);
        let drawer = &self.drawers[at];
        harms::does(drawer.db(), &after, harm).unwrap();
        *disk = laptop_photo::of(drawer.db(), disk).unwrap();
    }

    fn restarts(&mut self, at: usize, disk: &mut Disk) {
        let drawer = &mut self.drawers[at];
        let open = drawer.open.take();
        // First the old one lets go of the folder.
        drawer.disk.loses_power(|| drop(open));
        drawer.open = Some(opens(&drawer.folder));
        *disk = laptop_photo::of(drawer.db(), disk).unwrap();
    }

    fn clinic_restarts(&mut self, book: &mut Book) {
        self.clinic.loses_power(book);
    }
}

impl Shipped {
    /// The clinic writes somebody into its directory, and makes her laptop a device.
    fn enrols(&mut self, laptop: &Laptop, book: &mut Book, witness: &mut Witness) {
        let Laptop { id, staff, .. } = *laptop;
        let key = sync::proof::public_key_text(&laptop.key.verifying_key());
        self.clinic.enrols(id, staff, &key);
        book.roles.insert(staff, laptop.role);
        book.keys.insert(id, key);
        let fields = [
            (
                "names",
                json!({"given": [laptop.name], "family": "Made-Up"}),
            ),
            ("role", json!(laptop.role)),
        ];
        let write = |value| Write {
            value,
            parents: Vec::new(),
            saw: serde_json::Value::Null,
        };
        let fields = fields
            .map(|(field, value)| (field.to_owned(), write(value)))
            .into();
        let op = op_of(staff);
        if book.ops.contains_key(&op) {
            return;
        }
        let intent = Intent::by_the_clinic(op, &StreamId::Clinic, staff.into(), "staff", &fields);
        witness.intends(intent);
        self.at_clinic(0, book, Ends::Kept, |tx| {
            let somebody = SystemWrite {
                op,
                device: tx.own_device().unwrap(),
                group: GroupId(op.0),
                system: "enrolment".to_owned(),
                stream: StreamId::Clinic,
                entity: staff.into(),
                kind: "staff".to_owned(),
                fields,
                at: 0,
            };
            sync::clinic::write(tx, somebody).unwrap();
        });
    }
}

/// The operation that writes somebody into the directory.
fn op_of(staff: StaffId) -> OpId {
    OpId(sync::clinic::derived(OpId(staff.0), "staff"))
}
