//! The server from outside: enrolment, push, pull, and everything that is refused.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test may fail loudly"
)]

#[path = "wire/ages.rs"]
mod ages;
#[path = "wire/glass.rs"]
mod glass;
#[path = "wire/tries.rs"]
mod tries;
#[path = "wire/watched.rs"]
mod watched;
mod wire;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ambient::Fixed;
use care::{EntityId, Role, StaffId};
use clinic::{Clinic, Invitation, Server, serve};
use serde_json::{Value, json};
use sync::limits::{PUSH_OPS_MAX, REQUEST_BYTES_MAX};
use sync::wire::{ChangeItem, OpResult, ParkReason, Pulled};
use sync::{StreamId, Write};
use uuid::Uuid;

use wire::{Device, Line, enrol};

/// 2026-11-22, noon UTC.
const NOON: i64 = 1_795_348_800_000;
const CHRISTA: &str = "16b9a4bc";

struct World {
    folder: tempfile::TempDir,
    fixed: Fixed,
    clinic: Arc<Clinic>,
    server: Server,
}

impl World {
    /// The demo clinic with one of its people.
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fixed = Fixed::new(NOON, 7);
        let clinic =
            Arc::new(Clinic::open(&folder.path().join("clinic"), fixed.ambient()).unwrap());
        clinic.import(&fixture(CHRISTA)).unwrap();
        clinic.write_demo().unwrap();
        let server = serve(Arc::clone(&clinic), "127.0.0.1:0".parse().unwrap()).unwrap();
        Self {
            folder,
            fixed,
            clinic,
            server,
        }
    }

    fn line(&self) -> Line {
        Line::to(&self.server)
    }

    fn staff(&self, name: &str) -> StaffId {
        self.clinic.find_staff(name).unwrap().0
    }

    fn code(&self, name: &str, computer: Option<&str>) -> String {
        let invitation = Invitation {
            staff: self.staff(name),
            computer: computer.map(str::to_owned),
            minutes: clinic::MINUTES_DEFAULT,
        };
        self.clinic.make_code(&invitation).unwrap().to_string()
    }

    fn device(&self, name: &str, seed: u8) -> Device {
        Device::enrolled(
            &self.line(),
            &self.code(name, None),
            seed,
            &self.fixed.ambient(),
        )
    }

    fn christa(&self) -> StreamId {
        let members = self.clinic.members().unwrap();
        let christa = members.iter().find(|member| member.family_name == "Heller");
        StreamId::Member(christa.unwrap().id)
    }
}

fn fixture(short: &str) -> PathBuf {
    let folder = Path::new("../../tests/fixtures/synthea-r4");
    let mut files = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    files
        .find(|path| {
            path.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(short)
        })
        .unwrap()
}

fn refused<T>(answer: Result<T, wire::Refusal>) -> (u16, String) {
    answer.err().unwrap()
}

fn code(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn said(value: Value) -> Write {
    Write {
        value,
        parents: Vec::new(),
        saw: Value::Null,
    }
}

fn task(id: u128) -> (&'static str, EntityId) {
    ("task", EntityId(Uuid::from_u128(id)))
}

/// The heads of one field as the feed has them last.
fn heads(pulled: &Pulled, kind: &str, field: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for change in pulled.pages.iter().flat_map(|page| &page.changes) {
        if let ChangeItem::Entity {
            kind: of, fields, ..
        } = &change.item
            && of == kind
            && let Some(heads) = fields.get(field)
        {
            found = heads.iter().map(|head| head.value.clone()).collect();
        }
    }
    found
}

#[test]
fn a_code_works_once_and_the_same_device_may_ask_again() {
    let world = World::new();
    let typed = world.code("Inés", None).to_lowercase().replace('-', " ");
    let first = enrol(&world.line(), &typed, "laptop", 1).unwrap();
    assert_eq!(
        (first.names.whole(), first.role),
        ("Inés Carranza".to_owned(), Role::CareManager)
    );
    assert_eq!(first.clinic_name, "Río Verde Community Care");
    assert_eq!(
        enrol(&world.line(), &typed, "laptop", 1).unwrap().device,
        first.device
    );
    assert_eq!(
        refused(enrol(&world.line(), &typed, "laptop", 2)),
        code(403, "code_used")
    );
    let devices = world.clinic.devices().unwrap();
    assert_eq!(devices.iter().filter(|device| device.active).count(), 1);
}

#[test]
fn a_code_that_is_too_old_or_for_another_device_or_unknown_is_told_apart() {
    let world = World::new();
    let bound = world.code("Inés", Some("ines-laptop"));
    assert_eq!(
        refused(enrol(&world.line(), &bound, "other", 1)),
        code(403, "code_for_another_device")
    );
    assert!(enrol(&world.line(), &bound, "ines-laptop", 1).is_ok());
    let old = world.code("Malik", None);
    world.fixed.pass(24 * 60 * 60 * 1000);
    assert_eq!(
        refused(enrol(&world.line(), &old, "laptop", 2)),
        code(403, "code_expired")
    );
    assert_eq!(
        refused(enrol(&world.line(), "0000-0000-0000", "laptop", 3)),
        code(403, "code_unknown")
    );
    assert_eq!(
        refused(enrol(&world.line(), "nonsense", "laptop", 3)),
        code(403, "code_unknown")
    );
}

#[test]
fn five_wrong_guesses_kill_a_code() {
    let world = World::new();
    let right = world.code("Inés", None);
    let guess = format!("{}-0000-0000", &right[..4]);
    for _ in 0..4 {
        assert_eq!(
            refused(enrol(&world.line(), &guess, "laptop", 1)),
            code(403, "code_unknown")
        );
    }
    assert_eq!(
        refused(enrol(&world.line(), &guess, "laptop", 1)),
        code(429, "too_many_tries")
    );
    assert_eq!(
        refused(enrol(&world.line(), &right, "laptop", 1)),
        code(429, "too_many_tries")
    );
}

#[test]
fn a_device_pulls_its_caseload_and_the_directory_and_nothing_else() {
    let world = World::new();
    world.clinic.import(&fixture("21177cbf")).unwrap();
    let pulled = world.device("Malik", 1).pull().unwrap();
    assert_eq!(pulled.grants, Some(vec![StreamId::Clinic, world.christa()]));
    let streams: Vec<&StreamId> = pulled.pages.iter().map(|page| &page.stream).collect();
    assert_eq!(streams, [&StreamId::Clinic, &world.christa()]);
    for page in &pulled.pages {
        let places: Vec<u64> = page.changes.iter().map(|change| change.seq).collect();
        let expected: Vec<u64> = (1..).take(places.len()).collect();
        assert_eq!((page.from, places), (0, expected));
    }
    assert_eq!(
        heads(&pulled, "device_key", "staff"),
        [json!(world.staff("Malik"))]
    );
    assert_eq!(heads(&pulled, "staff", "credentials"), [json!("LCSW")]);
    assert_eq!(heads(&pulled, "member", "birthDate"), [json!("1999-07-27")]);
    assert!(!pulled.more);
}

#[test]
fn a_push_is_answered_the_same_for_ever_and_survives_a_restart() {
    let world = World::new();
    let mut ines = world.device("Inés", 1);
    let ops = [ines.op(
        world.christa(),
        task(1),
        "what",
        said(json!("Call her aunt")),
    )];
    let first = ines.push(&ops).unwrap();
    assert!(matches!(first.answers[0].result, OpResult::Applied { .. }));
    world.fixed.pass(60_000);
    assert_eq!(ines.push(&ops).unwrap().answers, first.answers);
    let World {
        folder,
        fixed,
        clinic,
        server,
    } = world;
    server.stop();
    drop(clinic);
    let clinic = Arc::new(Clinic::open(&folder.path().join("clinic"), fixed.ambient()).unwrap());
    let server = serve(clinic, "127.0.0.1:0".parse().unwrap()).unwrap();
    ines.line = Line::to(&server);
    assert_eq!(ines.push(&ops).unwrap().answers, first.answers);
    assert_eq!(
        heads(&ines.pull().unwrap(), "task", "what"),
        [json!("Call her aunt")]
    );
}

#[test]
fn two_answers_to_one_field_both_reach_everybody() {
    let world = World::new();
    let (mut ines, mut malik) = (world.device("Inés", 1), world.device("Malik", 2));
    let stream = world.christa();
    let monday = says(&mut ines, &stream, "Monday");
    ines.push(&[monday]).unwrap();
    let tuesday = says(&mut malik, &stream, "Tuesday");
    let answered = malik.push(&[tuesday]).unwrap();
    let OpResult::AppliedConflict { fields, .. } = &answered.answers[0].result else {
        panic!()
    };
    assert_eq!(fields, &["what"]);
    for device in [&ines, &malik] {
        assert_eq!(
            heads(&device.pull().unwrap(), "task", "what"),
            [json!("Monday"), json!("Tuesday")]
        );
    }
}

fn says(device: &mut Device, stream: &StreamId, what: &str) -> String {
    device.op(stream.clone(), task(1), "what", said(json!(what)))
}

#[test]
fn a_later_export_stands_beside_what_a_person_has_changed_since() {
    let world = World::new();
    let mut ines = world.device("Inés", 1);
    let pulled = ines.pull_of(&world.christa());
    let member = world.christa().member().unwrap();
    let head = pulled
        .pages
        .iter()
        .flat_map(|page| &page.changes)
        .find_map(|change| match &change.item {
            ChangeItem::Entity { kind, fields, .. } if kind == "member" => {
                fields.get("phones")?.first().cloned()
            }
            ChangeItem::Entity { .. } | ChangeItem::Record { .. } => None,
        });
    let before = head.unwrap();
    let hers = json!([{"number": "555-000-1111", "use": "mobile"}]);
    let write = Write {
        value: hers.clone(),
        parents: vec![before.op],
        saw: before.value,
    };
    let op = ines.op(
        world.christa(),
        ("member", EntityId(member.0)),
        "phones",
        write,
    );
    ines.push(&[op]).unwrap();

    let later = world.folder.path().join("later.json");
    let mut text = String::new();
    std::io::Read::read_to_string(
        &mut flate2::read::GzDecoder::new(std::fs::File::open(fixture(CHRISTA)).unwrap()),
        &mut text,
    )
    .unwrap();
    let mut bundle: Value = serde_json::from_str(&text).unwrap();
    let patient = bundle["entry"]
        .as_array_mut()
        .unwrap()
        .iter_mut()
        .find(|entry| entry["resource"]["resourceType"] == "Patient");
    patient.unwrap()["resource"]["telecom"] =
        json!([{"system": "phone", "value": "555-999-0000", "use": "home"}]);
    std::fs::write(&later, bundle.to_string()).unwrap();
    world.clinic.import(&later).unwrap();
    let theirs = json!([{"number": "555-999-0000", "use": "home"}]);
    assert_eq!(
        heads(&ines.pull_of(&world.christa()), "member", "phones"),
        [hers, theirs]
    );
}

#[test]
fn what_cannot_be_applied_is_kept_and_says_why() {
    let world = World::new();
    world.clinic.import(&fixture("21177cbf")).unwrap();
    let mut ines = world.device("Inés", 1);
    let christa = world.christa();
    let unknown = ines.op(
        christa.clone(),
        ("horoscope", EntityId(Uuid::from_u128(5))),
        "sign",
        said(json!("leo")),
    );
    let large = ines.op(
        christa.clone(),
        task(6),
        "what",
        said(json!("a".repeat(200 * 1024))),
    );
    let directory = ines.op(
        StreamId::Clinic,
        ("staff", EntityId(Uuid::from_u128(7))),
        "role",
        said(json!("supervisor")),
    );
    let next = ines.op(christa, task(8), "what", said(json!("Goes on")));
    let answered = ines.push(&[unknown, large, directory, next]).unwrap();
    let reasons: Vec<Option<ParkReason>> = answered
        .answers
        .iter()
        .map(|answer| answer.result.parked())
        .collect();
    let expected = [
        Some(ParkReason::UnknownKind),
        Some(ParkReason::TooLarge),
        Some(ParkReason::NotAllowed),
        None,
    ];
    assert_eq!(reasons, expected);
}

#[test]
fn the_ledger_holds_every_signed_note_and_every_link() {
    let world = World::new();
    let past = world.clinic.verify().unwrap().records;
    let mut ines = world.device("Inés", 1);
    let note = ines.note(world.christa(), "She was rested.");
    let forged = ines
        .note(world.christa(), "She was tired.")
        .replace("tired", "fired");
    let answered = ines.push(&[note, forged]).unwrap();
    assert!(matches!(
        answered.answers[0].result,
        OpResult::Applied { .. }
    ));
    let bad = OpResult::Parked {
        reason: ParkReason::BadRecord,
    };
    assert_eq!(answered.answers[1].result, bad);
    let verdict = world.clinic.verify().unwrap();
    let found = (verdict.records, verdict.parked, verdict.faults);
    assert_eq!(found, (past + 1, 1, 0));
    let pulled = ines.pull_of(&world.christa());
    let changes = pulled.pages.iter().flat_map(|page| &page.changes);
    let mut records = changes.filter_map(|change| match &change.item {
        ChangeItem::Record { record, .. } => Some(record.clone()),
        ChangeItem::Entity { .. } => None,
    });
    let record = records.next_back();
    assert!(record.unwrap().verify(&ines.key.verifying_key()).is_ok());
}

#[test]
fn a_push_that_is_too_large_is_refused_whole() {
    let world = World::new();
    let ines = world.device("Inés", 1);
    let before = world.clinic.verify().unwrap().operations;
    let many = vec!["{}".to_owned(); PUSH_OPS_MAX + 1];
    assert_eq!(refused(ines.push(&many)), code(413, "too_large"));
    let huge = ["a".repeat(REQUEST_BYTES_MAX)];
    assert_eq!(refused(ines.push(&huge)), code(413, "too_large"));
    assert_eq!(world.clinic.verify().unwrap().operations, before);
}

#[test]
fn an_unknown_device_a_wrong_key_and_a_repeated_request_are_refused() {
    let world = World::new();
    let mut ines = world.device("Inés", 1);
    let body = serde_json::to_vec(&json!({"epoch": ines.epoch, "cursors": []})).unwrap();
    let proof = ines.proof("/sync/pull", &body);
    let line = world.line();
    assert!(line.post::<Value>("/sync/pull", &proof, &body).is_ok());
    for proof in [&proof[..], &[]] {
        let answer = line.post::<Value>("/sync/pull", proof, &body);
        assert_eq!(refused(answer), code(401, "not_proven"));
    }
    let known = ines.id;
    ines.id = care::DeviceId(Uuid::from_u128(1));
    assert_eq!(refused(ines.pull()), code(401, "device_unknown"));
    ines.id = known;
    let before = world.clinic.verify().unwrap().operations;
    let said = ines.op(world.christa(), task(1), "what", said(json!("Call")));
    ines.key = ed25519_dalek::SigningKey::from_bytes(&[9; 32]);
    assert_eq!(refused(ines.pull()), code(401, "not_proven"));
    assert_eq!(refused(ines.push(&[said])), code(401, "not_proven"));
    assert_eq!(world.clinic.verify().unwrap().operations, before);
}

#[test]
fn a_retired_device_is_unknown_and_what_it_signed_still_holds() {
    let world = World::new();
    let typed = world.code("Inés", None);
    let mut ines = Device::enrolled(&world.line(), &typed, 1, &world.fixed.ambient());
    let note = ines.note(world.christa(), "She was rested.");
    ines.push(&[note]).unwrap();
    world.clinic.retire(ines.id).unwrap();
    let next = ines.op(world.christa(), task(1), "what", said(json!("Call")));
    assert_eq!(refused(ines.push(&[next])), code(401, "device_unknown"));
    assert_eq!(refused(ines.pull()), code(401, "device_unknown"));
    let again = enrol(&world.line(), &typed, "laptop", 1);
    assert_eq!(refused(again), code(403, "code_used"));
    assert_eq!(world.clinic.verify().unwrap().faults, 0);
    let refused = |id| world.clinic.retire(id).unwrap_err().to_string();
    assert_eq!(refused(ines.id), "this device is retired already");
    let nobody = care::DeviceId(Uuid::from_u128(1));
    assert_eq!(refused(nobody), "there is no device of this id");
}

#[test]
fn what_is_not_a_request_is_refused() {
    let world = World::new();
    let ines = world.device("Inés", 1);
    let line = world.line();
    assert_eq!(
        refused(line.post::<Value>("/enrol", &[], b"nonsense")),
        code(400, "bad_request")
    );
    assert_eq!(
        refused(line.post::<Value>("/elsewhere", &[], b"{}")),
        code(404, "bad_request")
    );
    let nonsense = b"nonsense";
    let proof = ines.proof("/sync/push", nonsense);
    assert_eq!(
        refused(line.post::<Value>("/sync/push", &proof, nonsense)),
        code(400, "bad_request")
    );
}
