//! For tests: an open satchel in a folder of its own.

use std::sync::Mutex;

use ambient::Fixed;
use care::{
    DeviceId, Entity, EntityId, MemberId, Note, OpId, RecordId, Removed, Role, Staff, StaffId,
};
use ed25519_dalek::SigningKey;
use serde::Serialize;
use serde_json::Value;
use sync::{Author, EntityState, Fields, Hash, Head, RecordText, SignedRecord, StreamId};
use tempfile::TempDir;
use uuid::Uuid;
use vault::{
    Cost, MemoryKeyStore, Passphrase, Reader, StoreError, Vault, Writer, entities, records, streams,
};

use super::fixture::{COLLEAGUE, ME, NOON};
use crate::Options;
use crate::audit::Trail;
use crate::book::{self, About, Pen, record_row};
use crate::contract::failure::Failure;
use crate::core::Core;
use crate::desk::{Desk, DeskError};
use crate::exchange::Exchange;
use crate::router::AtDesk;
use crate::session::{Card, ClinicAddress, Me, Open};

/// An open satchel in a folder of its own.
pub(crate) struct Office {
    core: Core,
    open: Open,
    dir: TempDir,
}

impl Office {
    /// The satchel of somebody of this role, open, with its one door.
    pub(crate) fn into_core(mut self, role: Role) -> (Core, TempDir) {
        self.open.me.role = role;
        self.core.put_open(self.open);
        (self.core, self.dir)
    }

    /// The same, with [`ME`] as a supervisor.
    pub(crate) fn into_supervisor(mut self) -> Self {
        self.open.me.role = Role::Supervisor;
        self
    }

    /// Keeps somebody of the clinic in its directory.
    pub(crate) fn put_in_clinic(&self, staff: StaffId, value: &Staff) {
        let data = serde_json::to_value(value).unwrap();
        let state = EntityState::new(
            EntityId::from(staff),
            StreamId::Clinic,
            Staff::KIND.to_owned(),
        );
        self.keep(state, &data);
    }

    /// On [`NOON`]'s day, with [`ME`] as a care manager.
    pub(crate) fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let ambient = Fixed::new(NOON, 7).ambient();
        let keys = MemoryKeyStore::new();
        let words = Passphrase::new("sol mar luz paz", &[]).unwrap();
        let place = dir.path().join("profile");
        let vault = Vault::create(
            &place,
            Uuid::from_u128(1),
            &words,
            &keys,
            &ambient,
            Cost::FLOOR,
        )
        .unwrap();
        let me = Me {
            staff: ME,
            device: DeviceId(Uuid::from_u128(0xD1)),
            role: Role::CareManager,
            name: "Inés Carranza".to_owned(),
            clinic: "Clínica Abril".to_owned(),
        };
        let clinic = ClinicAddress {
            url: String::new(),
            authority: String::new(),
        };
        let open = Open {
            vault,
            me,
            key: SigningKey::from_bytes(&[1; 32]),
            clinic,
            trail: Trail::default(),
            custody: Mutex::default(),
        };
        let options = Options {
            profile_dir: dir.path().to_owned(),
            papers: dir.path().join("papers"),
            keys: Box::new(keys),
            ambient,
            cost: Some(Cost::FLOOR),
            computer: "test".to_owned(),
            exchanges_by_itself: false,
        };
        let (exchange, _) = Exchange::new();
        Self {
            core: Core::new(options, Card::default(), exchange),
            open,
            dir,
        }
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
        self.put_by(member, id, value, &Author::Staff(ME));
    }

    pub(crate) fn put_by<T: Entity>(&self, member: MemberId, id: u128, value: &T, author: &Author) {
        let data = serde_json::to_value(value).unwrap();
        let heads = |value: &Value| vec![head(id, value, author)];
        let fields = data.as_object().unwrap().iter();
        let fields = fields
            .map(|(field, value)| (field.clone(), heads(value)))
            .collect();
        self.keep(
            EntityState {
                fields,
                ..state::<T>(member, id)
            },
            &data,
        );
    }

    /// Keeps an entity of which one field has two answers.
    pub(crate) fn put_in_conflict<T: Entity>(
        &self,
        member: MemberId,
        id: u128,
        value: &T,
        field: &str,
    ) {
        let data = serde_json::to_value(value).unwrap();
        let answers = [data[field].clone(), data[field].clone()];
        self.put_with_two(member, id, value, (field, answers));
    }

    /// Keeps an entity of which one field has these two answers, the first of which is shown.
    pub(crate) fn put_with_two<T: Entity, A: Serialize>(
        &self,
        member: MemberId,
        id: u128,
        value: &T,
        (field, answers): (&str, [A; 2]),
    ) {
        let data = serde_json::to_value(value).unwrap();
        let [one, other] = answers.map(|one| serde_json::to_value(one).unwrap());
        let heads = vec![
            head(1, &one, &Author::Staff(ME)),
            head(2, &other, &Author::Staff(COLLEAGUE)),
        ];
        let fields = Fields::from([(field.to_owned(), heads)]);
        self.keep(
            EntityState {
                fields,
                ..state::<T>(member, id)
            },
            &data,
        );
    }

    /// Keeps an entity that was removed.
    pub(crate) fn put_removed<T: Entity>(
        &self,
        member: MemberId,
        id: u128,
        value: &T,
        removed: &Removed,
    ) {
        let mut data = serde_json::to_value(value).unwrap();
        data[care::REMOVED] = serde_json::to_value(removed).unwrap();
        let kind = format!("{}{}", entities::REMOVED, T::KIND);
        self.keep(
            EntityState {
                kind,
                ..state::<T>(member, id)
            },
            &data,
        );
    }

    /// Keeps an entity of whatever kind, as it would be stored.
    pub(crate) fn put_stored(&self, (member, id): (MemberId, u128), kind: &str, data: &Value) {
        let id = EntityId(Uuid::from_u128(id));
        let state = EntityState::new(id, StreamId::Member(member), kind.to_owned());
        self.keep(state, data);
    }

    fn keep(&self, entity: EntityState, data: &Value) {
        let row = entities::Entity {
            id: entity.id.to_string(),
            stream: entity.stream.to_string(),
            data: data.to_string(),
            heads: serde_json::to_string(&entity.fields).unwrap(),
            conflicts: u32::try_from(entity.conflicts()).unwrap(),
            said_at: book::said_at(&entity),
            changed_at: NOON,
            kind: entity.kind,
        };
        let id = row.stream.clone();
        let stream = streams::Stream {
            id,
            cursor: 1,
            state: "held".to_owned(),
            granted_as: None,
        };
        let keep = |writer: &Writer<'_>| -> Result<(), StoreError> {
            streams::put(writer, &stream)?;
            entities::put(writer, &row)
        };
        self.open.vault.transact(keep).unwrap();
    }

    /// Signs a note on this device; it is not at the clinic.
    pub(crate) fn sign(&self, note: &Note) {
        let desk = Desk::new(&self.core, &self.open);
        let (stream, visit) = (StreamId::Member(note.about.member), note.about.visit.0);
        let about = About {
            stream: &stream,
            kind: Note::KIND,
            id: visit,
        };
        let sign = |pen: &Pen<'_>, _: &Writer<'_>| -> Result<(), DeskError> {
            pen.sign(&about, note, desk.key())?;
            Ok(())
        };
        desk.write(sign).unwrap();
    }

    /// The clinic has had what was signed here about a member so far.
    pub(crate) fn is_received(&self, member: MemberId) {
        let receive = |writer: &Writer<'_>| -> Result<(), StoreError> {
            for record in records::about(writer, &member.to_string())? {
                records::mark_received(writer, &record.id, NOON)?;
            }
            Ok(())
        };
        self.open.vault.transact(receive).unwrap();
    }

    /// Keeps a note that its author signed elsewhere and the clinic has.
    pub(crate) fn receive(&self, note: &Note) {
        let (stream, visit) = (StreamId::Member(note.about.member), note.about.visit);
        let body = serde_json::to_value(note).unwrap();
        self.receive_record((stream, Note::KIND, visit.0), note.author.staff, body);
    }

    /// Keeps a record that this person signed elsewhere, whoever its body says she is.
    pub(crate) fn receive_record(&self, of: (StreamId, &str, Uuid), author: StaffId, body: Value) {
        self.receive_as(0x70, of, author, body);
    }

    /// The same, under this id.
    pub(crate) fn receive_as(
        &self,
        id: u128,
        (stream, kind, about): (StreamId, &str, Uuid),
        author: StaffId,
        body: Value,
    ) {
        let text = RecordText {
            id: RecordId(Uuid::from_u128(id)),
            kind: kind.to_owned(),
            stream,
            about: EntityId(about),
            author: Author::Staff(author),
            device: DeviceId(Uuid::from_u128(0xD2)),
            prev: Hash::ZERO,
            body,
        };
        let signed = SignedRecord::sign(&text, &SigningKey::from_bytes(&[2; 32])).unwrap();
        let row = record_row(&text, &signed, NOON, Some(NOON));
        self.open
            .vault
            .transact(|writer| records::insert(writer, &row))
            .unwrap();
    }
}

fn state<T: Entity>(member: MemberId, id: u128) -> EntityState {
    EntityState::new(
        EntityId(Uuid::from_u128(id)),
        StreamId::Member(member),
        T::KIND.to_owned(),
    )
}

/// An answer given an hour ago.
fn head(op: u128, value: &Value, author: &Author) -> Head {
    let (op, value, author) = (OpId(Uuid::from_u128(op)), value.clone(), author.clone());
    Head {
        op,
        value,
        author,
        at: NOON - 3_600_000,
        saw: Value::Null,
        agreed: Vec::new(),
    }
}
