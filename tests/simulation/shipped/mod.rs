//! The same days over the stores that ship: SQLCipher vaults on the laptops, the SQLite ledger at the clinic.
//!
//! Everything is written by the stores' own code. What is there afterwards is read by other means: a connection of the
//! simulation's own and SQL of its own, so that a store that forgets and says so to nobody is noticed.

mod clinic_photo;
mod flaws;
mod harms;
mod laptop_photo;
mod template;

use std::path::Path;

use ::clinic::{LedgerError, LedgerStore, LedgerTx};
use ambient::Fixed;
use care::{GroupId, OpId, StaffId};
use rusqlite::{Connection, named_params};
use satchel::Shelf;
use serde_json::json;
use sync::clinic::SystemWrite;
use sync::wire::LeftDraft;
use sync::{Hash, Ledger as _, OpBody, RecordText, SignedRecord, StreamId, Write};
use tempfile::TempDir;
use vault::outbox::NewOp;
use vault::{StoreError, Vault, drafts, meta, outbox, records};

use super::anew::Harm;
use super::book::Book;
use super::disk::{Disk, Said};
use super::ground::{Desk, Ends, Ground, Opening, harmed};
use super::intent::Intent;
use super::laptop::Laptop;
use super::witness::Witness;

pub(crate) use flaws::SqlFlaw;

/// One day's stores.
pub(crate) struct Shipped {
    // Dropped before the folder they are in.
    drawers: Vec<Drawer>,
    clinic: LedgerStore,
    ledger: Connection,
    flaw: Option<SqlFlaw>,
    folder: TempDir,
}

/// One laptop's store.
struct Drawer {
    vault: Option<Vault>,
    db: Connection,
    folder: std::path::PathBuf,
}

impl Shipped {
    pub(crate) fn new(flaw: Option<SqlFlaw>) -> Self {
        let folder = template::room();
        let at = folder.path().join("clinic");
        template::lays_out_clinic(&at);
        let clinic = template::ledger(&at);
        let ledger = clinic_photo::connect(&at);
        Self {
            drawers: Vec::new(),
            clinic,
            ledger,
            flaw,
            folder,
        }
    }
}

impl Drawer {
    fn new(folder: &Path) -> Self {
        template::lays_out_laptop(folder);
        Self {
            vault: Some(template::open(folder)),
            db: laptop_photo::connect(folder),
            folder: folder.to_owned(),
        }
    }
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
        Ends::Lost => Err(Undone::Wanted(done)),
    }
}

impl Ground for Shipped {
    type Desk<'a> = Shelf<'a>;
    type Tx<'a> = LedgerTx<'a>;

    fn opens(&mut self, opening: &mut Opening<'_>) {
        if let Some(flaw) = self.flaw.filter(|flaw| flaw.is_the_clinics()) {
            self.ledger.execute_batch(flaw.sql()).unwrap();
        }
        let Opening {
            laptops,
            book,
            witness,
            ..
        } = opening;
        for (at, laptop) in laptops.iter().enumerate() {
            let drawer = Drawer::new(&self.folder.path().join(at.to_string()));
            if let Some(flaw) = self.flaw.filter(|flaw| !flaw.is_the_clinics()) {
                drawer.db.execute_batch(flaw.sql()).unwrap();
            }
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
        let drawer = &self.drawers[at];
        let vault = drawer.vault.as_ref().unwrap();
        let done = vault.transact(|writer| {
            let ambient = Fixed::new(0, 7).ambient();
            ends_so(ends, act(&mut Shelf::new(writer, &ambient)))
        });
        let done = ended(done.map(|(done, _)| done));
        *disk = laptop_photo::of(&drawer.db, disk).unwrap();
        done
    }

    fn at_clinic<T>(
        &mut self,
        now: i64,
        book: &mut Book,
        ends: Ends,
        act: impl FnOnce(&mut LedgerTx<'_>) -> T,
    ) -> T {
        let mut act = Some(act);
        let done = self.clinic.transact(now, |tx| {
            let act = act.take().expect("one writer is never overtaken");
            ends_so(ends, act(tx))
        });
        let done = ended(done);
        *book = clinic_photo::of(&self.ledger, book).unwrap();
        done
    }

    fn harms(&mut self, at: usize, disk: &mut Disk, harm: &Harm) {
        let mut after = disk.clone();
        harmed(&mut after, harm);
        let drawer = &self.drawers[at];
        harms::does(&drawer.db, &after, harm).unwrap();
        *disk = laptop_photo::of(&drawer.db, disk).unwrap();
    }

    fn restarts(&mut self, at: usize) {
        let drawer = &mut self.drawers[at];
        // First the old one lets go of the folder.
        drawer.vault = None;
        drawer.vault = Some(template::open(&drawer.folder));
    }
}

impl Shipped {
    /// The clinic writes somebody into its directory, and makes her laptop a device.
    fn enrols(&mut self, laptop: &Laptop, book: &mut Book, witness: &mut Witness) {
        let Laptop { id, staff, .. } = *laptop;
        let key = sync::proof::public_key_text(&laptop.key.verifying_key());
        let params =
            named_params! { ":id": id.to_string(), ":staff": staff.to_string(), ":key": key };
        let sql =
            "insert into devices (clinic_id, id, staff, computer, public_key, state, enrolled_at, seen_at)
            select clinic_id, :id, :staff, '', :key, 'active', 0, null from clinic";
        self.ledger.execute(sql, params).unwrap();
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

/// The hashes the satchel's pen keeps of its last operation and of its last record, by name.
const CHAIN: &str = "chain";
const SIGNED: &str = "signed";

fn hash(desk: &Shelf<'_>, name: &str) -> Hash {
    let kept = meta::get(desk.writer(), name).unwrap();
    kept.map_or(Hash::ZERO, |hash| hash.parse().unwrap())
}

impl Desk for Shelf<'_> {
    fn chain(&self) -> Hash {
        hash(self, CHAIN)
    }

    fn signed_last(&self) -> Hash {
        hash(self, SIGNED)
    }

    fn say(&mut self, said: &Said, hash: Hash) {
        let op = &said.op;
        let (entity, kind) = match &op.body {
            OpBody::Set { entity, kind, .. } => (entity.to_string(), kind.clone()),
            OpBody::Record { record } => {
                let text = record.read().unwrap();
                (text.id.to_string(), text.kind)
            }
        };
        let row = NewOp {
            op_id: op.id.to_string(),
            grp: op.group.to_string(),
            stream: op.stream.to_string(),
            entity,
            kind,
            label: None,
            body: said.text.clone(),
            at: op.at,
        };
        outbox::push(self.writer(), &row).unwrap();
        meta::put(self.writer(), CHAIN, &hash.to_string()).unwrap();
        if let OpBody::Set { entity, kind, .. } = &op.body {
            self.show(&op.stream, *entity, kind).unwrap();
        }
    }

    fn keep_signed(&mut self, record: &RecordText, signed: &SignedRecord) {
        let row = records::Record {
            id: record.id.to_string(),
            stream: record.stream.to_string(),
            kind: record.kind.clone(),
            about: record.about.to_string(),
            body: signed.text.clone(),
            hash: signed.hash.to_string(),
            sig: signed.signature.clone(),
            prev_hash: (record.prev != Hash::ZERO).then(|| record.prev.to_string()),
            author: record.author.to_string(),
            device: record.device.to_string(),
            signed_at: 0,
            received_at: None,
        };
        records::insert(self.writer(), &row).unwrap();
        meta::put(self.writer(), SIGNED, &signed.hash.to_string()).unwrap();
    }

    fn keep_draft(&mut self, draft: &LeftDraft) {
        let row = drafts::Draft {
            about: draft.about.clone(),
            member: draft.stream.member().map(|member| member.to_string()),
            body: draft.body.clone(),
            kept_at: draft.kept_at,
        };
        drafts::keep(self.writer(), &row).unwrap();
    }
}
