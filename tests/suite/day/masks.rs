//! Somebody who bills has a laptop too. What she may not see is not on it: not in a row, not in the index, not in a
//! picture. When she works with the member she has all of it, and when she bills again it is gone.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use ambient::{Ambient, Chance, Clock, Millis};
use care::{MemberId, Names, Role, Staff, StaffId};
use chrono::NaiveDate;
use clinic::{Assignment, Clinic};
use data_encoding::HEXLOWER;
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use world::{Person, World};

use super::notes::{begins_a_visit, signs};
use super::papers::{keeps, page};
use super::{caseload, exchange, exchanges_well};

/// The length of a store's key with its salt; nothing else that a satchel draws has it.
const KEY_BYTES: usize = 48;

/// What was written of the member, each in words of its own.
const NOTE: &str = "marigold";
const TASK: &str = "periwinkle";
const PAPER: &str = "celandine";
const WHERE: &str = "hall B";
const SAFETY: &str = "speedwell";
const WORDS: [&str; 6] = [NOTE, TASK, PAPER, WHERE, SAFETY, "phq9"];

/// What a laptop has, with the key of its store overheard when it was drawn.
#[derive(Clone)]
struct Overheard {
    world: Ambient,
    key: Arc<Mutex<Vec<u8>>>,
}

impl Clock for Overheard {
    fn now(&self) -> Millis {
        self.world.now()
    }

    fn today(&self) -> NaiveDate {
        self.world.today()
    }

    fn day_of(&self, at: Millis) -> NaiveDate {
        self.world.day_of(at)
    }

    fn ran(&self) -> Millis {
        self.world.ran()
    }
}

impl Chance for Overheard {
    fn fill(&self, buffer: &mut [u8]) {
        self.world.fill(buffer);
        if buffer.len() == KEY_BYTES {
            *self.key.lock().unwrap_or_else(PoisonError::into_inner) = buffer.to_vec();
        }
    }
}

fn store_of(folder: &Path) -> PathBuf {
    let entries = std::fs::read_dir(folder.join("profiles")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut within = paths.filter_map(|path| {
        let store = path.join("store.db");
        store.exists().then_some(store)
    });
    within.next().unwrap()
}

/// Everything that stands in a store: every cell of every table, and every word of every index.
fn all_of(person: &Person, overheard: &Overheard) -> String {
    person.locks();
    let copy = tempfile::tempdir().unwrap();
    let store = store_of(person.folder());
    for file in std::fs::read_dir(store.parent().unwrap()).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), copy.path().join(file.file_name())).unwrap();
        }
    }
    person.unlocks();
    let db = Connection::open(copy.path().join("store.db")).unwrap();
    let key = overheard.key.lock().unwrap_or_else(PoisonError::into_inner);
    db.pragma_update(None, "key", format!("x'{}'", HEXLOWER.encode(&key)))
        .unwrap();
    db.pragma_update(None, "cipher_hmac_algorithm", "HMAC_SHA256")
        .unwrap();
    let mut tables = db
        .prepare("select name, sql from sqlite_schema where type = 'table'")
        .unwrap();
    let tables = tables
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap();
    let tables: Vec<(String, Option<String>)> = tables.map(Result::unwrap).collect();
    assert!(
        tables.iter().any(|(table, _)| table == "record"),
        "it is a store"
    );
    let (mut all, mut indexes) = (String::new(), 0);
    for (table, sql) in tables {
        if sql.is_some_and(|sql| sql.to_lowercase().contains("using fts5")) {
            indexes += 1;
            let words = format!(
                "create virtual table temp.said_{table} using fts5vocab(main, {table}, 'row')"
            );
            db.execute_batch(&words).unwrap();
            cells(&db, &format!("temp.said_{table}"), &mut all);
        } else {
            cells(&db, &format!("\"{table}\""), &mut all);
        }
    }
    assert_ne!(indexes, 0, "there is an index");
    all
}

fn cells(db: &Connection, table: &str, all: &mut String) {
    let mut asked = db.prepare(&format!("select * from {table}")).unwrap();
    let columns = asked.column_count();
    let mut rows = asked.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        for column in 0..columns {
            match row.get_ref(column).unwrap() {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    all.push_str(&String::from_utf8_lossy(bytes));
                    all.push('\n');
                }
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => {}
            }
        }
    }
}

/// How many pieces of pictures are in a store.
fn pieces(all: &str) -> usize {
    all.matches("image/jpeg").count()
}

/// A care manager, and somebody who bills for the same member: both caught up, with everything written that there is to hide.
struct Two {
    world: World,
    ines: Person,
    ada: Person,
    overheard: Overheard,
    member: Value,
    visit: Value,
    staff: StaffId,
}

impl Two {
    fn meet() -> Self {
        let world = World::new();
        let ines = world.satchel("Inés Carranza");
        exchanges_well(&ines);
        let (member, visit) = begins_a_visit(&ines);
        writes_everything(&ines, &member, &visit);
        exchanges_well(&ines);
        let office = world.clinic().clinic();
        let staff = biller(office);
        joins(office, &member, staff);
        let overheard = Overheard {
            world: world.ambient().clone(),
            key: Arc::default(),
        };
        let ambient = Ambient::of(Arc::new(overheard.clone()), Arc::new(overheard.clone()));
        let ada = world.satchel_by("Ada Quill", "ada", &ambient);
        exchanges_well(&ada);
        Self {
            world,
            ines,
            ada,
            overheard,
            member,
            visit,
            staff,
        }
    }

    fn becomes(&self, role: Role) {
        let office = self.world.clinic().clinic();
        office.give_role(self.staff, role).unwrap();
    }

    fn held(&self) -> String {
        all_of(&self.ada, &self.overheard)
    }
}

fn biller(office: &Clinic) -> StaffId {
    let staff = Staff {
        names: Names {
            given: vec!["Ada".to_owned()],
            family: "Quill".to_owned(),
            ..Names::default()
        },
        role: Role::Biller,
        credentials: String::new(),
    };
    office.add_staff(&staff).unwrap()
}

fn joins(office: &Clinic, member: &Value, staff: StaffId) {
    let given = Assignment {
        member: office.find_member(member.as_str().unwrap()).unwrap(),
        lead: office.find_staff("Inés Carranza").unwrap().0,
        team: vec![staff],
        stage: None,
    };
    office.assign(&given).unwrap();
}

/// A note, a task, a paper with its picture, an assessment, and what was done when it spoke of danger.
fn writes_everything(ines: &Person, member: &Value, visit: &Value) {
    let raise = json!({
        "member": member, "instrument": "phq9", "rule": "safety", "act": "called_988",
        "words": SAFETY, "task": "Safety alert",
    });
    let safety = ines.gets("assessments.raise", raise)["safety"].clone();
    let codes = ["LA6568-5"; 8].into_iter().chain(["LA6569-3"]).zip(1..);
    let answers: Value = codes
        .map(|(code, item)| json!({ "item": i32::to_string(&item), "codes": [code] }))
        .collect();
    let sheet = json!({
        "member": member, "instrument": "phq9", "visit": visit,
        "circumstances": {
            "how": "in_person", "language": "es", "interpreter": "asker", "answeredBy": "member",
            "company": "alone",
        },
        "answers": answers, "entered": {}, "safety": [safety], "declined": "", "startedAt": 1,
        "corrects": null, "reason": "",
    });
    ines.gets("assessments.finish", sheet);
    task(ines, member, TASK);
    keeps(ines, member, "other", PAPER, &page());
    signs(ines, visit, NOTE);
}

fn task(person: &Person, member: &Value, what: &str) {
    let owner = json!({ "staff": null, "words": "you" });
    let task = json!({ "member": member, "seen": "", "what": what, "owner": owner });
    person.gets("tasks.put", task);
}

/// Every request that whoever bills may make and that shows something, with what it takes.
fn shows(member: &Value) -> Vec<(&'static str, Value)> {
    let page = json!({ "offset": 0, "limit": 50 });
    let of_her = json!({ "member": member });
    vec![
        (
            "caseload.list",
            json!({ "whose": "team", "only": "everyone", "page": page }),
        ),
        ("conflicts.list", json!({ "page": page })),
        ("drafts.show", json!({ "about": "visit:unfinished" })),
        ("eligibility.show", of_her.clone()),
        ("glass.show", of_her.clone()),
        (
            "members.alike",
            json!({ "said": { "given": "Ada", "family": "Quill", "called": "", "birthDate": null, "cin": "", "phone": "", "place": "" } }),
        ),
        ("members.show", of_her.clone()),
        ("people.find", json!({ "text": "a" })),
        ("plans.show", of_her.clone()),
        ("reviews.list", json!({ "page": page })),
        ("session.show", json!({})),
        ("help.show", json!({})),
        ("settings.show", json!({})),
        ("sync.show", json!({})),
        ("today.show", json!({})),
        ("visits.list", json!({ "member": member, "page": page })),
    ]
}

/// R232: notes, assessments, papers and tasks of a member do not lie on the laptop of whoever bills for her.
#[test]
fn what_whoever_bills_may_not_see_is_nowhere_in_her_store() {
    let two = Two::meet();
    let held = two.held();
    for words in WORDS {
        assert!(!held.contains(words), "{words}");
    }
    assert_eq!(pieces(&held), 0);
    let shown = two
        .ada
        .gets("members.show", json!({ "member": two.member }));
    let family = two
        .ines
        .gets("members.show", json!({ "member": two.member }));
    assert_eq!(shown["name"], family["name"]);
    assert!(
        held.contains("appointment") || held.contains("in_person"),
        "the visit is billed"
    );

    // As a care manager she has everything with her next exchange.
    two.becomes(Role::CareManager);
    exchanges_well(&two.ada);
    let held = two.held();
    for words in WORDS {
        assert!(held.contains(words), "{words}");
    }
    assert_ne!(pieces(&held), 0);
    let note = two.ada.gets("visits.show", json!({ "visit": two.visit }))["notes"][0].clone();
    assert_eq!(
        (&note["narrative"], &note["verified"]),
        (&json!(NOTE), &json!(true))
    );

    // And when she bills again it is gone, and accounted for.
    two.becomes(Role::Biller);
    exchanges_well(&two.ada);
    let held = two.held();
    for words in WORDS {
        assert!(!held.contains(words), "{words}");
    }
    assert_eq!(pieces(&held), 0);
    let refused = two.ada.asks("visits.show", json!({ "visit": two.visit }));
    assert_eq!(refused["failure"]["code"], "not_allowed", "{refused}");
    let office = two.world.clinic().clinic();
    assert_eq!(office.receipts_owed().unwrap(), []);
    assert_eq!(office.verify().unwrap().faults, 0);
}

/// What she wrote while she might, and nobody had, is set aside for a person; what she was writing is handed in.
#[test]
fn what_she_wrote_and_had_not_sent_when_her_role_changed_is_lost_nowhere() {
    let two = Two::meet();
    two.becomes(Role::CareManager);
    exchanges_well(&two.ada);
    two.world.cuts_the_network();
    task(&two.ada, &two.member, "yellow rattle");
    let draft =
        json!({ "about": "visit:unfinished", "member": two.member, "body": "Ox-eye daisy" });
    two.ada.gets("drafts.keep", draft);
    two.becomes(Role::Biller);
    two.world.restores_the_network();
    assert_eq!(exchange(&two.ada)["lastProblem"], Value::Null);
    let held = two.held();
    for words in ["yellow rattle", "Ox-eye daisy"] {
        assert!(!held.contains(words), "{words}");
    }
    let office = two.world.clinic().clinic();
    let left: Vec<String> = office
        .left_drafts()
        .unwrap()
        .into_iter()
        .map(|left| left.body)
        .collect();
    assert_eq!(left, ["Ox-eye daisy"]);
    exchanges_well(&two.ines);
    let page = json!({ "page": { "offset": 0, "limit": 50 } });
    let asked = two.ines.gets("reviews.list", page).to_string();
    assert!(asked.contains("yellow rattle"), "{asked}");
}

/// Whatever the door shows her has to be shown without what is not there.
#[test]
fn every_request_whoever_bills_may_make_is_answered() {
    let two = Two::meet();
    let asked = shows(&two.member);
    for (name, body) in &asked {
        let answer = two.ada.asks(name, body.clone());
        assert!(answer.get("ok").is_some(), "{name}: {answer}");
    }
    let table = include_str!("../../../crates/satchel/src/roles.txt");
    let mut lines = table
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>());
    let head = lines.next().unwrap();
    let biller = head.iter().position(|role| *role == "biller").unwrap();
    let may = lines
        .filter(|line| line[biller] == "yes")
        .map(|line| line[0]);
    // What writes, and what is for the lock screen and the line, shows nothing of anybody.
    let is_quiet = |name: &&str| {
        let of_nobody = name.starts_with("session.") || name.starts_with("sync.");
        of_nobody || matches!(*name, "drafts.keep" | "drafts.drop" | "settings.put")
    };
    let may: BTreeSet<&str> = may.filter(|name| !is_quiet(name)).collect();
    let asked: BTreeSet<&str> = asked.iter().map(|(name, _)| *name).collect();
    let left: Vec<_> = may.difference(&asked).collect();
    assert!(
        left.is_empty(),
        "{left:?} may be asked by whoever bills: ask it here"
    );
}

/// Nobody of a member's record is on the laptop of somebody who may hold no member.
#[test]
fn whoever_may_hold_no_member_holds_none_also_of_those_she_is_on_the_team_of() {
    let two = Two::meet();
    assert_eq!(caseload(&two.ada).len(), 1);
    two.becomes(Role::Auditor);
    exchanges_well(&two.ada);
    let member: MemberId = two.member.as_str().unwrap().parse().unwrap();
    assert!(!two.held().contains(&format!("m:{member}")));
    two.becomes(Role::Nurse);
    exchanges_well(&two.ada);
    assert_eq!(caseload(&two.ada).len(), 1);
}
