//! Who opens whose record, asked by a client that is not ours: the clinic asks the role, the name and the clock itself.

use care::{GlassReason, GlassVerdict, GlassWhom, Names, Role, Staff};
use serde_json::json;
use sync::glass::{AskGlass, GlassAnswer, Glasses, WeighGlass};

use super::{CHRISTA, World, code, fixture, refused};
use crate::wire::Device;

fn works_here(world: &World, given: &str, role: Role, seed: u8) -> Device {
    let names = Names {
        given: vec![given.to_owned()],
        family: "Lindqvist".to_owned(),
        ..Names::default()
    };
    let staff = Staff {
        names,
        role,
        credentials: String::new(),
    };
    world.clinic.add_staff(&staff).unwrap();
    world.device(given, seed)
}

fn christa(world: &World) -> AskGlass {
    let members = world.clinic.members().unwrap();
    let member = members.iter().find(|one| one.family_name == "Heller");
    let member = member.unwrap();
    AskGlass {
        whom: GlassWhom::Name {
            given: member.given_names[0].clone(),
            family: "Heller".to_owned(),
            born: member.birth_date.unwrap(),
        },
        reason: GlassReason::Cover,
        words: String::new(),
    }
}

#[test]
fn the_clinic_asks_the_role_itself() {
    let world = World::new();
    let ask = christa(&world);
    let christa = world.christa();
    for (seed, role) in (10..).zip(Role::ALL.iter().copied()) {
        let given = role.code().replace('_', "");
        let device = works_here(&world, &given, role, seed);
        let answer = device.ask::<GlassAnswer>("/glass/break", &ask);
        let reads = care::may(role, care::Act::ReadNotes) && role != Role::Supervisor;
        if reads {
            assert!(matches!(answer, Ok(GlassAnswer::Open { .. })), "{given}");
            assert!(!device.pull_of(&christa).pages.is_empty(), "{given}");
        } else {
            assert_eq!(refused(answer), code(403, "not_allowed"), "{given}");
        }
        let weighs = matches!(role, Role::Supervisor | Role::PrivacyOfficer);
        let told = device.ask::<Glasses>("/glass/list", &json!({}));
        assert_eq!(told.is_ok(), weighs || role == Role::Auditor, "{given}");
        let said = WeighGlass {
            glass: care::EntityId(uuid::Uuid::nil()),
            verdict: GlassVerdict::Justified,
            words: "It was.".to_owned(),
        };
        assert!(device.ask::<Glasses>("/glass/weigh", &said).is_err());
    }
}

#[test]
fn what_is_over_is_given_to_nobody_whoever_asks_first() {
    let world = World::new();
    assert!(fixture(CHRISTA).exists());
    let ask = christa(&world);
    let nurse = works_here(&world, "Agnes", Role::Nurse, 10);
    let opened = nurse.ask::<GlassAnswer>("/glass/break", &ask);
    let Ok(GlassAnswer::Open { until, .. }) = opened else {
        panic!("{opened:?}");
    };
    let christa = world.christa();
    assert!(!nurse.pull_of(&christa).pages.is_empty());
    world.fixed.pass(until - world.fixed.ambient().now() - 1);
    assert!(!nurse.pull_of(&christa).pages.is_empty());
    world.fixed.pass(1);
    assert!(nurse.pull_of(&christa).pages.is_empty());
    let snapshot =
        json!({ "epoch": nurse.epoch, "streams": [{ "stream": christa, "from": null }] });
    let fetched = nurse.ask::<serde_json::Value>("/sync/snapshot", &snapshot);
    let text = fetched.map(|value| value.to_string()).unwrap_or_default();
    assert!(!text.contains("Heller"), "{text}");
}
