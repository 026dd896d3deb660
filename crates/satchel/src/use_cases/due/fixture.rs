//! For tests: made-up values, and an open satchel in a folder of its own.

use std::collections::BTreeMap;

use ambient::Fixed;
use care::{
    Agreement, Appointment, AppointmentType, CoreService, DeviceId, Done, Entity, EntityId, Episode,
    GoalId, Intervention, LeadEntry, Member, MemberId, Modality, Names, Note, NoteAuthor, NoteVisit,
    OpId, Owner, Place, Plan, Role, Stage, StageEntry, StaffId, Task, Visit, VisitId,
};
use chrono::NaiveDate;
use ed25519_dalek::SigningKey;
use serde_json::{Map, Value};
use sync::{Author, Fields, Head, StreamId};
use tempfile::TempDir;
use uuid::Uuid;
use vault::{Cost, MemoryKeyStore, Passphrase, Reader, StoreError, Vault, entities, streams};

use crate::Options;
use crate::book::Held;
use crate::contract::failure::Failure;
use crate::core::Core;
use crate::desk::{Desk, DeskError};
use crate::exchange::Exchange;
use crate::router::AtDesk;
use crate::session::{Card, ClinicAddress, Me, Open};

/// Noon of Tuesday, 2026-02-10, UTC: the same day nearly everywhere.
pub(crate) const NOON: i64 = 1_770_724_800_000;
/// The person who is here.
pub(crate) const ME: StaffId = StaffId(Uuid::from_u128(0xA1));
/// A colleague.
pub(crate) const COLLEAGUE: StaffId = StaffId(Uuid::from_u128(0xA2));
/// A member.
pub(crate) const MEMBER: MemberId = MemberId(Uuid::from_u128(0x10));

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// An entity of [`MEMBER`] that nobody has answered anything about.
pub(crate) fn held<T>(id: u128, value: T) -> Held<T> {
    let (id, stream) = (Uuid::from_u128(id), StreamId::Member(MEMBER));
    Held { id, stream, value, data: Map::new(), heads: Fields::new() }
}

pub(crate) fn member(given: &str, family: &str) -> Member {
    let names = Names { given: vec![given.to_owned()], family: family.to_owned(), ..Names::default() };
    Member { names, birth_date: Some(day("1990-06-15")), ..Member::default() }
}

/// Enrolled on the first of January 2026, led by [`ME`], and now at `stage`.
pub(crate) fn episode(stage: Stage) -> Episode {
    let entry = |stage, on: &str| StageEntry { stage, on: day(on), by: Some(ME), reason: String::new() };
    let lead = LeadEntry { staff: ME, on: day("2026-01-01"), reason: String::new() };
    Episode {
        stages: vec![entry(Stage::Enrolled, "2026-01-01"), entry(stage, "2026-01-02")],
        leads: vec![lead],
        ..Episode::default()
    }
}

pub(crate) fn plan(review_by: &str) -> Plan {
    let agreed = Agreement { on: day("2026-01-05"), language: "es".to_owned(), with: ME };
    Plan { agreed: Some(agreed), review_by: Some(day(review_by)) }
}

pub(crate) fn step(what: &str, due: Option<&str>) -> Intervention {
    let owner = Owner { staff: Some(ME), words: String::new() };
    let goal = GoalId(Uuid::from_u128(0x60));
    Intervention { goal, what: what.to_owned(), owner, due: due.map(day), done: Done::default() }
}

pub(crate) fn task(what: &str, due: Option<&str>) -> Task {
    let owner = Owner { staff: Some(ME), words: String::new() };
    Task { what: what.to_owned(), owner, due: due.map(day), done: Done::default() }
}

pub(crate) fn visit(on: &str, time: Option<&str>) -> Visit {
    let appointment = Appointment {
        kind: AppointmentType::Visit,
        modality: Modality::InPerson,
        place: Place::Shelter,
        where_words: "hall B".to_owned(),
        day: day(on),
        time: time.map(str::to_owned),
        staff: ME,
    };
    Visit { appointment, started: None, not_held: None }
}

/// A note of [`ME`] about a visit with [`MEMBER`] that began yesterday and took half an hour.
pub(crate) fn note(visit: u128, narrative: &str) -> Note {
    let started_at = NOON - 86_400_000;
    let about = NoteVisit {
        visit: VisitId(Uuid::from_u128(visit)),
        member: MEMBER,
        kind: AppointmentType::Visit,
        modality: Modality::InPerson,
        place: Place::Shelter,
        started_at,
    };
    Note {
        template: Note::TEMPLATE,
        about,
        ended_at: started_at + 1_800_000,
        narrative: narrative.to_owned(),
        services: vec![CoreService::Coordination],
        goals: Vec::new(),
        author: NoteAuthor { staff: ME, signature: "Inés Carranza".to_owned() },
        signed_at: started_at + 1_800_000,
    }
}

/// An open satchel in a folder of its own.
pub(crate) struct Office {
    core: Core,
    open: Open,
    _dir: TempDir,
}

impl Office {
    /// On [`NOON`]'s day, with [`ME`] as a care manager.
    pub(crate) fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let ambient = Fixed::new(NOON, 7).ambient();
        let keys = MemoryKeyStore::new();
        let words = Passphrase::new("sol mar luz paz").unwrap();
        let place = dir.path().join("profile");
        let vault = Vault::create(&place, Uuid::from_u128(1), &words, &keys, &ambient, Cost::FLOOR).unwrap();
        let me = Me {
            staff: ME,
            device: DeviceId(Uuid::from_u128(0xD1)),
            role: Role::CareManager,
            name: "Inés Carranza".to_owned(),
            clinic: "Clínica Abril".to_owned(),
        };
        let clinic = ClinicAddress { url: String::new(), authority: String::new() };
        let open = Open { vault, me, key: SigningKey::from_bytes(&[1; 32]), clinic };
        let options = Options {
            profile_dir: dir.path().to_owned(),
            keys: Box::new(keys),
            ambient,
            cost: Cost::FLOOR,
            computer: "test".to_owned(),
            exchanges_by_itself: false,
        };
        let (exchange, _) = Exchange::new();
        Self { core: Core::new(options, Card::default(), exchange), open, _dir: dir }
    }

    /// Carries out a request.
    pub(crate) fn ask<R: AtDesk>(&self, request: R) -> Result<R::Response, Failure> {
        request.carry_out(&Desk::new(&self.core, &self.open))
    }

    pub(crate) fn read<T>(&self, act: impl FnOnce(&Reader<'_>) -> Result<T, StoreError>) -> T {
        self.open.vault.read(act).unwrap()
    }

    /// Keeps an entity as the clinic has it, written by [`ME`] an hour ago.
    pub(crate) fn put<T: Entity>(&self, member: MemberId, id: u128, value: &T) {
        self.put_by(member, id, value, Author::Staff(ME));
    }

    pub(crate) fn put_by<T: Entity>(&self, member: MemberId, id: u128, value: &T, author: Author) {
        let head = |value: &Value| Head {
            op: OpId(Uuid::from_u128(id)),
            value: value.clone(),
            author: author.clone(),
            at: NOON - 3_600_000,
            saw: Value::Null,
            agreed: Vec::new(),
        };
        let data = serde_json::to_value(value).unwrap();
        let fields: BTreeMap<&String, Vec<Head>> =
            data.as_object().unwrap().iter().map(|(field, value)| (field, vec![head(value)])).collect();
        self.put_row(member, id, T::KIND, &data, &serde_json::to_value(fields).unwrap(), 0);
    }

    /// Keeps an entity of which one field has two answers.
    pub(crate) fn put_in_conflict<T: Entity>(&self, member: MemberId, id: u128, value: &T, field: &str) {
        let data = serde_json::to_value(value).unwrap();
        let head = |op: u128, author| Head {
            op: OpId(Uuid::from_u128(op)),
            value: data[field].clone(),
            author: Author::Staff(author),
            at: NOON - 3_600_000,
            saw: Value::Null,
            agreed: Vec::new(),
        };
        let fields = BTreeMap::from([(field, vec![head(1, ME), head(2, COLLEAGUE)])]);
        self.put_row(member, id, T::KIND, &data, &serde_json::to_value(fields).unwrap(), 1);
    }

    fn put_row(&self, member: MemberId, id: u128, kind: &str, data: &Value, heads: &Value, conflicts: u32) {
        let stream = StreamId::Member(member).to_string();
        let row = entities::Entity {
            id: EntityId(Uuid::from_u128(id)).to_string(),
            stream: stream.clone(),
            kind: kind.to_owned(),
            data: data.to_string(),
            heads: heads.to_string(),
            conflicts,
            changed_at: NOON,
        };
        let stream = streams::Stream { id: stream, cursor: 1, state: "held".to_owned(), granted_as: None };
        let keep = |writer: &vault::Writer<'_>| -> Result<(), StoreError> {
            streams::put(writer, &stream)?;
            entities::put(writer, &row)
        };
        self.open.vault.transact(keep).unwrap();
    }

    /// Signs a note on this device; it is not at the clinic.
    pub(crate) fn sign(&self, note: &Note) {
        let desk = Desk::new(&self.core, &self.open);
        let (stream, visit) = (StreamId::Member(note.about.member), note.about.visit.0);
        let sign = |pen: &crate::book::Pen<'_>, _: &vault::Writer<'_>| -> Result<(), DeskError> {
            pen.sign(&stream, Note::KIND, visit, note, desk.key())?;
            Ok(())
        };
        desk.write(sign).unwrap();
    }
}
