//! A clinic with somebody of every role, a device of each in every standing, and members who are hers, were hers, never
//! were, are nobody's yet, or are another clinic's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ambient::{Ambient, Fixed};
use care::{
    DeviceId, Entity as _, EntityId, Glass, Member, MemberId, Names, Review, Role, Staff, StaffId,
};
use chrono::NaiveDate;
use data_encoding::{BASE64, HEXLOWER};
use ed25519_dalek::SigningKey;
use serde_json::json;
use sync::clinic::entitle;
use sync::custody::DeviceStanding;
use sync::files::SendPiece;
use sync::wire::{ChangeItem, Pull, Push};
use sync::{Hash, Ledger as _, Place, StreamId};
use tempfile::TempDir;

use super::asks::Standing;
use super::paper::{self, Seat};
use crate::devices;
use crate::ledger::{LedgerError, Pen, Tx, params};
use crate::{Clinic, EnrolledDevice};

/// 2026-11-22, noon UTC.
const NOON: i64 = 1_795_348_800_000;
/// A device may hold under another mask only after it has let go: it asks a few times until then.
const PULLS: usize = 4;

/// What a member is to whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// Given to her.
    Hers,
    /// Was given to her, and is not any more; her device has been told.
    Left,
    /// Never was.
    Never,
    /// Nobody knows her here.
    Unknown,
    /// A member of another clinic.
    Elsewhere,
}

impl Relation {
    pub(super) const ALL: [Self; 5] = [
        Self::Hers,
        Self::Left,
        Self::Never,
        Self::Unknown,
        Self::Elsewhere,
    ];

    /// Whether nothing is known of her at this clinic.
    pub(super) const fn is_nobody_here(self) -> bool {
        matches!(self, Self::Unknown | Self::Elsewhere)
    }

    /// The word that stands in everything of her.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Hers => "Abele",
            Self::Left => "Borsche",
            Self::Never => "Cantzler",
            Self::Unknown => "Nobody",
            Self::Elsewhere => "Dornier",
        }
    }
}

/// A member.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) member: MemberId,
    pub(super) word: &'static str,
    /// Her picture's hash.
    pub(super) file: Hash,
}

impl Target {
    pub(super) fn stream(&self) -> StreamId {
        StreamId::Member(self.member)
    }

    fn sealed(word: &str) -> Vec<u8> {
        format!("the picture of {word}").into_bytes()
    }

    pub(super) fn birth_date() -> NaiveDate {
        NaiveDate::from_ymd_opt(1990, 4, 1).unwrap()
    }
}

/// One clinic.
pub(super) struct House {
    _folder: TempDir,
    pub(super) clinic: Arc<Clinic>,
    pub(super) ambient: Ambient,
    /// A supervisor, who holds everybody.
    pub(super) founder: Seat,
    /// Of each role, her devices by how they stand.
    seats: BTreeMap<(Role, &'static str), Seat>,
    targets: BTreeMap<Relation, Target>,
    /// The version of each one's grants under which she held whom she has lost.
    pub(super) gvers: BTreeMap<StaffId, u64>,
    /// A record that somebody has opened for a while.
    pub(super) glass: EntityId,
}

impl House {
    /// The clinic, and the other one.
    pub(super) fn both() -> (Self, Self) {
        (
            Self::new(7, &Relation::ALL[..3]),
            Self::new(8, &[Relation::Elsewhere]),
        )
    }

    fn new(chance: u64, of: &[Relation]) -> Self {
        // In memory: some thousand requests are each on the disk before they are answered.
        let folder = tempfile::tempdir_in("/dev/shm").unwrap();
        let ambient = Fixed::new(NOON, chance).ambient();
        let clinic = Clinic::open(&folder.path().join("clinic"), ambient.clone()).unwrap();
        let founder = seated(&clinic, Role::Supervisor, "founder", DeviceStanding::Active);
        let mut house = Self {
            _folder: folder,
            clinic: Arc::new(clinic),
            ambient,
            founder,
            seats: BTreeMap::new(),
            targets: BTreeMap::new(),
            gvers: BTreeMap::new(),
            glass: EntityId(uuid::Uuid::nil()),
        };
        for role in Role::ALL {
            house.employ(*role);
        }
        for relation in of {
            let target = house.meets(relation.word());
            house.targets.insert(*relation, target);
        }
        house.give(Relation::Hers, true);
        house.give(Relation::Left, true);
        house.take_away();
        house.settle();
        house.break_a_glass();
        house
    }

    fn employ(&mut self, role: Role) {
        let staff = employed(&self.clinic, role, role.code());
        for standing in STANDINGS {
            let seat = at(&self.clinic, staff, standing);
            self.seats.insert((role, standing.code()), seat);
        }
    }

    /// The device that asks in this standing; of one that nobody knows here, the other house's.
    pub(super) fn seat(&self, role: Role, standing: Standing) -> &Seat {
        let stands = match standing {
            Standing::Lost => DeviceStanding::Lost,
            Standing::Recalled => DeviceStanding::Recalled,
            Standing::Retired => DeviceStanding::Retired,
            Standing::Wiped => DeviceStanding::Wiped,
            Standing::Active
            | Standing::Unknown
            | Standing::Elsewhere
            | Standing::OtherKey
            | Standing::Changed
            | Standing::OtherPath
            | Standing::Again
            | Standing::Unsigned => DeviceStanding::Active,
        };
        &self.seats[&(role, stands.code())]
    }

    /// Whom it is about: somebody new each time, if nobody knows her.
    pub(super) fn target(&self, relation: Relation) -> Target {
        let known = self.targets.get(&relation).cloned();
        known.unwrap_or_else(|| Target {
            member: MemberId(self.ambient.mint()),
            word: relation.word(),
            file: Hash::of(&self.ambient.bytes::<8>()),
        })
    }

    /// Writes down somebody with a task, a signed note and a picture.
    pub(super) fn meets(&self, word: &'static str) -> Target {
        let member = MemberId(self.ambient.mint());
        let stream = StreamId::Member(member);
        self.write(|tx| {
            let names = Names {
                given: vec!["Probe".to_owned()],
                family: format!("Name{word}"),
                ..Names::default()
            };
            let says: Member = serde_json::from_value(json!({
                "names": names, "birthDate": Target::birth_date(),
                "race": [], "ethnicity": [], "languages": [], "identifiers": [], "phones": [], "addresses": [],
            }))?;
            Pen::new(tx, &self.ambient, "import")?.create(tx, stream.clone(), member.into(), &says)?;
            entitle(tx, &stream, &[self.founder.device.staff])
        });
        let sealed = Target::sealed(word);
        let file = Hash::of(&sealed);
        let document = json!({
            "purpose": "letter", "title": format!("Task{word}"),
            "taken": { "by": self.founder.device.staff, "at": NOON },
            "file": {
                "blob": file, "key": HEXLOWER.encode(&paper::key_of(word)), "plain": file,
                "bytes": sealed.len(), "media": "image/jpeg",
            },
        });
        let task = paper::set(
            &self.ambient,
            "task",
            &json!({ "what": format!("Task{word}") }),
        );
        let note = paper::note(self, &self.founder, &stream, &format!("Note{word}"));
        for body in [paper::set(&self.ambient, "document", &document), task, note] {
            let op = paper::op(self, &self.founder, &stream, 0, body);
            let push = Push {
                epoch: self.epoch(),
                tally: None,
                ops: vec![op],
            };
            let pushed = self
                .clinic
                .push(&self.founder.device, &push)
                .unwrap()
                .unwrap();
            assert_eq!(pushed.answers[0].result.parked(), None);
        }
        let piece = SendPiece {
            epoch: self.epoch(),
            file,
            n: 0,
            sealed: BASE64.encode(&sealed),
            mark: None,
        };
        self.clinic
            .take_piece(&self.founder.device, &piece)
            .unwrap()
            .unwrap();
        Target { member, word, file }
    }

    /// Gives her to everybody, whatever their role: the role alone is to keep her from those who may not.
    fn give(&self, relation: Relation, to_all: bool) {
        let Some(target) = self.targets.get(&relation) else {
            return;
        };
        let mut staff = vec![self.founder.device.staff];
        if to_all {
            staff.extend(self.staff());
        }
        self.write(|tx| entitle(tx, &target.stream(), &staff));
    }

    fn staff(&self) -> Vec<StaffId> {
        let active = self.seats.values().map(|seat| seat.device.staff);
        let all: BTreeSet<StaffId> = active.collect();
        all.into_iter().collect()
    }

    /// What was hers is not any more.
    fn take_away(&mut self) {
        for staff in self.staff() {
            let gver = self.read(|tx| tx.gver(staff));
            self.gvers.insert(staff, gver);
        }
        self.give(Relation::Left, false);
    }

    /// Each device in use asks until it is in step, and so is told what is not hers any more. The others are told too: they
    /// were in use then.
    fn settle(&self) {
        for seat in self.seats.values() {
            for _ in 0..PULLS {
                let pull = self.pull_of(seat);
                let asked = Pull { gver: 0, ..pull };
                self.clinic.pull(&seat.device, &asked).unwrap().unwrap();
                let pull = self.pull_of(seat);
                self.clinic.pull(&seat.device, &pull).unwrap().unwrap();
            }
        }
    }

    /// Everything, under the newest version of her grants.
    pub(super) fn pull_of(&self, seat: &Seat) -> Pull {
        let staff = seat.device.staff;
        Pull {
            epoch: self.epoch(),
            gver: self.read(|tx| tx.gver(staff)),
            last: Place::default(),
            tally: None,
            mark: None,
            snapshots: true,
            whole: true,
            cursors: Vec::new(),
            report: None,
            undecided: Vec::new(),
        }
    }

    /// Somebody of the team has opened a record for a while.
    fn break_a_glass(&mut self) {
        let nurse = seated(
            &self.clinic,
            Role::Nurse,
            "somebody",
            DeviceStanding::Active,
        );
        let Some(target) = self.targets.get(&Relation::Never).cloned() else {
            return;
        };
        let asked = paper::break_glass(&target);
        let answer = self
            .clinic
            .ask_glass(&nurse.device, &asked)
            .unwrap()
            .unwrap();
        let sync::glass::GlassAnswer::Open { glass, .. } = answer else {
            panic!("{answer:?}");
        };
        self.glass = glass;
    }

    /// What was opened is closed again, as if it had been found to be wrong.
    pub(super) fn close(&self, glass: EntityId) {
        let said = sync::glass::WeighGlass {
            glass,
            verdict: care::GlassVerdict::NotJustified,
            words: "It was an attack.".to_owned(),
        };
        self.clinic
            .weigh_glass(&self.founder.device, &said)
            .unwrap()
            .unwrap();
    }

    /// How far a member's stream has come.
    pub(super) fn head(&self, stream: &StreamId) -> u64 {
        self.read(|tx| tx.head(stream))
    }

    /// Whether a member's record is another one since: but for what the clinic itself puts there, that something was set
    /// aside, and that somebody opened it.
    pub(super) fn is_written(&self, stream: &StreamId, since: u64) -> bool {
        let changes = self.read(|tx| tx.changes(stream, since, usize::MAX));
        changes.iter().any(|change| match &change.item {
            ChangeItem::Entity { kind, .. } => kind != Review::KIND && kind != Glass::KIND,
            ChangeItem::Record { .. } => true,
        })
    }

    pub(super) fn epoch(&self) -> String {
        self.read(|tx| tx.epoch())
    }

    pub(super) fn read<T>(&self, work: impl FnOnce(&Tx<'_>) -> Result<T, LedgerError>) -> T {
        self.clinic.store().read(work).unwrap()
    }

    fn write<T>(&self, work: impl FnMut(&mut Tx<'_>) -> Result<T, LedgerError>) -> T {
        self.clinic.store().transact(NOON, work).unwrap()
    }
}

/// What stands in the record of whoever has this word, by what it is: whoever reads one of them has read it.
pub(super) fn words_of(word: &str) -> [(&'static str, String); 5] {
    [
        ("name", format!("Name{word}")),
        ("task", format!("Task{word}")),
        ("note", format!("Note{word}")),
        ("key", HEXLOWER.encode(&paper::key_of(word))),
        ("picture", BASE64.encode(&Target::sealed(word))),
    ]
}

const STANDINGS: [DeviceStanding; 5] = [
    DeviceStanding::Active,
    DeviceStanding::Lost,
    DeviceStanding::Recalled,
    DeviceStanding::Retired,
    DeviceStanding::Wiped,
];

fn employed(clinic: &Clinic, role: Role, given: &str) -> StaffId {
    let names = Names {
        given: vec![given.to_owned()],
        ..Names::default()
    };
    let staff = Staff {
        names,
        role,
        credentials: String::new(),
    };
    clinic.add_staff(&staff).unwrap()
}

fn seated(clinic: &Clinic, role: Role, given: &str, standing: DeviceStanding) -> Seat {
    at(clinic, employed(clinic, role, given), standing)
}

fn at(clinic: &Clinic, staff: StaffId, standing: DeviceStanding) -> Seat {
    let key = SigningKey::from_bytes(&clinic.ambient().bytes::<32>());
    let device = EnrolledDevice {
        id: DeviceId(clinic.ambient().mint()),
        staff,
        computer: "laptop".to_owned(),
        public_key: sync::proof::public_key_text(&key.verifying_key()),
        active: standing == DeviceStanding::Active,
        standing,
        enrolled_at: NOON,
        seen_at: None,
    };
    let kept = clinic.store().transact::<_, LedgerError>(NOON, |tx| {
        devices::insert(tx, &device)?;
        let id = device.id.to_string();
        match standing {
            DeviceStanding::Active => Ok(1),
            DeviceStanding::Retired => tx.run(
                include_str!("../../devices/retire.sql"),
                params! { ":id": id },
            ),
            DeviceStanding::Lost | DeviceStanding::Recalled | DeviceStanding::Wiped => {
                let params = params! { ":device": id, ":standing": standing.code(), ":at": NOON };
                tx.run(include_str!("../../custody/stand.sql"), params)
            }
        }
    });
    assert_eq!(kept.unwrap(), 1);
    Seat { device, key }
}
