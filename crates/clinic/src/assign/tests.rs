//! Who is given to whom, whom it reaches, and what is refused.

use super::*;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ambient::Fixed;
use care::{DeviceId, Names, Staff};
use serde_json::json;
use sync::wire::{ChangeItem, Pull};
use uuid::Uuid;

use crate::{Clinic, EnrolledDevice};

/// 2026-11-22, noon UTC.
const NOON: i64 = 1_795_348_800_000;
/// Dannie's record number begins with it.
const DANNIE: &str = "21177cbf";

struct World {
    _folder: tempfile::TempDir,
    fixed: Fixed,
    clinic: Clinic,
    ines: StaffId,
    malik: StaffId,
}

fn fixture(short: &str) -> PathBuf {
    let folder = Path::new("../../tests/fixtures/synthea-r4");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files = files.map(|file| file.unwrap().path());
    files
        .find(|path| path.to_string_lossy().contains(short))
        .unwrap()
}

fn staff(clinic: &Clinic, given: &str, role: Role) -> StaffId {
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

impl World {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fixed = Fixed::new(NOON, 7);
        let clinic = Clinic::open(folder.path(), fixed.ambient()).unwrap();
        clinic.import(&fixture(DANNIE)).unwrap();
        let ines = staff(&clinic, "Inés", Role::CareManager);
        let malik = staff(&clinic, "Malik", Role::CommunityHealthWorker);
        Self {
            _folder: folder,
            fixed,
            clinic,
            ines,
            malik,
        }
    }

    fn asked(&self) -> Assignment {
        Assignment {
            member: self.clinic.members().unwrap()[0].id,
            lead: self.ines,
            team: vec![self.malik],
            stage: None,
        }
    }

    /// The streams of members somebody's device may hold.
    fn holds(&self, staff: StaffId) -> Vec<MemberId> {
        let grants = self.pull(staff).grants.unwrap();
        grants.iter().filter_map(StreamId::member).collect()
    }

    fn pull(&self, staff: StaffId) -> sync::wire::Pulled {
        let device = EnrolledDevice {
            id: DeviceId(Uuid::from_u128(1)),
            staff,
            computer: String::new(),
            public_key: String::new(),
            active: true,
            standing: sync::custody::DeviceStanding::Active,
            enrolled_at: NOON,
            seen_at: Some(NOON),
        };
        let pull = Pull {
            epoch: self
                .clinic
                .store()
                .read::<_, LedgerError>(|tx| tx.epoch())
                .unwrap(),
            gver: 0,
            last: sync::Place::default(),
            tally: None,
            mark: None,
            snapshots: true,
            whole: true,
            cursors: Vec::new(),
            report: None,
            undecided: Vec::new(),
        };
        self.clinic.pull(&device, &pull).unwrap().unwrap()
    }

    /// Her episodes as they stand.
    fn episodes(&self) -> Vec<Episode> {
        let mut episodes: BTreeMap<EntityId, Map<String, Value>> = BTreeMap::new();
        let pulled = self.pull(self.ines);
        for change in pulled.pages.into_iter().flat_map(|page| page.changes) {
            if let ChangeItem::Entity {
                entity,
                kind,
                fields,
            } = change.item
                && kind == Episode::KIND
            {
                let shown = fields.into_iter().map(|(field, mut heads)| {
                    assert_eq!(heads.len(), 1, "{field}");
                    (field, heads.remove(0).value)
                });
                episodes.entry(entity).or_default().extend(shown);
            }
        }
        let read = |data| serde_json::from_value(Value::Object(data)).unwrap();
        episodes.into_values().map(read).collect()
    }
}

/// R024 in part: she is given to a care manager and her team; providers are not among the staff.
#[test]
fn an_imported_member_reaches_her_lead_and_team_and_nobody_else() {
    let world = World::new();
    let other = staff(&world.clinic, "Deborah", Role::Nurse);
    let asked = world.asked();
    assert!(world.holds(world.ines).is_empty());
    assert_eq!(world.clinic.assign(&asked).unwrap(), Stage::Assigned);
    for staff in [world.ines, world.malik] {
        assert_eq!(world.holds(staff), [asked.member]);
    }
    assert!(world.holds(other).is_empty());
}

#[test]
fn a_supervisor_has_everybody_who_is_assigned_before_and_after_her_first_day() {
    let world = World::new();
    let first = staff(&world.clinic, "Ruth", Role::Supervisor);
    let asked = world.asked();
    world.clinic.assign(&asked).unwrap();
    let second = staff(&world.clinic, "Noor", Role::Supervisor);
    assert_eq!(world.holds(first), [asked.member]);
    assert_eq!(world.holds(second), [asked.member]);
    world.clinic.import(&fixture("e39beddb")).unwrap();
    let later = Assignment {
        member: world
            .clinic
            .find_member("e39beddb-dcad-4762-a3ca-b671a92a5f2d")
            .unwrap(),
        ..world.asked()
    };
    world.clinic.assign(&later).unwrap();
    for supervisor in [first, second] {
        assert_eq!(world.holds(supervisor).len(), 2);
    }
}

/// R010: the lead changes within one episode.
#[test]
fn another_lead_follows_in_the_same_episode_and_the_one_before_loses_the_stream() {
    let world = World::new();
    let asked = world.asked();
    world.clinic.assign(&asked).unwrap();
    world.fixed.pass(24 * 60 * 60 * 1_000);
    let noor = staff(&world.clinic, "Noor", Role::CareManager);
    let active = Assignment {
        stage: Some(Stage::Active),
        ..asked.clone()
    };
    assert_eq!(world.clinic.assign(&active).unwrap(), Stage::Active);
    let episodes = world.episodes();
    let [episode] = episodes.as_slice() else {
        panic!("one episode")
    };
    let stages: Vec<Stage> = episode.stages.iter().map(|entry| entry.stage).collect();
    assert_eq!(stages, ROAD);
    assert_eq!(episode.team.len(), 1);
    let handed_over = Assignment {
        lead: noor,
        ..asked
    };
    assert_eq!(world.clinic.assign(&handed_over).unwrap(), Stage::Active);
    assert!(world.holds(world.ines).is_empty());
    assert_eq!(world.holds(noor).len(), 1);
}

#[test]
fn assigning_twice_writes_once() {
    let world = World::new();
    let operations = || world.clinic.verify().unwrap().operations;
    world.clinic.assign(&world.asked()).unwrap();
    let once = operations();
    world.clinic.assign(&world.asked()).unwrap();
    assert_eq!(operations(), once);
}

#[test]
fn what_cannot_be_is_refused_and_changes_nothing() {
    let world = World::new();
    let check = |asked: &Assignment, expected: &str| {
        assert_eq!(
            world.clinic.assign(asked).unwrap_err().to_string(),
            expected
        );
    };
    let asked = world.asked();
    let led_by = |lead| Assignment {
        lead,
        ..asked.clone()
    };
    let at = |stage| Assignment {
        stage: Some(stage),
        ..asked.clone()
    };
    check(
        &led_by(world.malik),
        "a community_health_worker does not lead; give a care_manager or a supervisor",
    );
    let nobody = StaffId(Uuid::from_u128(1));
    check(&led_by(nobody), "nobody of the staff has this id");
    check(
        &at(Stage::Graduated),
        "an episode is not ended by assigning it; give a stage up to active",
    );
    let unknown = Assignment {
        member: MemberId(Uuid::from_u128(1)),
        ..asked.clone()
    };
    check(&unknown, "no member has this id, CIN or number");
    assert!(world.holds(world.ines).is_empty());
    world.clinic.assign(&at(Stage::Active)).unwrap();
    check(
        &at(Stage::Outreach),
        "an episode that is active cannot become outreach",
    );
}

/// R193 in part: numbers of other systems are kept, and found by.
#[test]
fn a_member_is_found_by_id_cin_or_a_number_of_the_hospital() {
    let world = World::new();
    let member = world.clinic.members().unwrap().remove(0);
    let number = member.identifiers[0].value.to_uppercase();
    let cin = json!("80412277D");
    let ambient = world.fixed.ambient();
    let store = |value: Value| {
        world.clinic.store().transact(NOON, |tx| {
            let pen = Pen::new(tx, &ambient, SYSTEM)?;
            let other = pen.mint();
            for id in [member.id.0, other] {
                let fields =
                    BTreeMap::from([("cin".to_owned(), crate::ledger::first(value.clone()))]);
                let stream = StreamId::Member(MemberId(id));
                pen.write(tx, stream, (care::Member::KIND, EntityId(id)), fields)?;
            }
            Ok::<_, LedgerError>(())
        })
    };
    for asked in [&number, &member.id.to_string()] {
        assert_eq!(world.clinic.find_member(asked).unwrap(), member.id);
    }
    let none = world.clinic.find_member("80412277D");
    assert!(matches!(none, Err(AssignError::NoMember)));
    store(cin).unwrap();
    let two = world.clinic.find_member("80412277D");
    assert!(matches!(two, Err(AssignError::TwoMembers)));
}
