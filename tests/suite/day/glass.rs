//! Break-glass: a record that is not hers to hold is opened for a while, comes down, and leaves again; nothing she wrote
//! is lost, and whoever watches says what is to be thought of it.

use ambient::{Fixed, Millis};
use care::{Names, Role, Staff};
use clinic::Assignment;
use serde_json::{Value, json};
use world::{MORNING, Person, World};

use super::{caseload, exchanges_well, member_with_goal, plan, two_people};

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const LEAD: &str = "Inés Carranza";
const GUEST: &str = "Malik Osei";
const SUPERVISOR: &str = "Ruth Amat";

fn holds(person: &Person, member: &Value) -> bool {
    caseload(person).iter().any(|row| row["member"] == *member)
}

/// Somebody of the lead's whom the guest does not hold, and whose birth date is known: her id, and what is typed of her.
fn stranger(lead: &Person, guest: &Person) -> (Value, Value) {
    let rows = caseload(lead).into_iter().map(|row| row["member"].clone());
    let mut strangers = rows.filter(|member| !holds(guest, member));
    let found = strangers.find_map(|member| {
        let typed = typed(lead, &member);
        (!typed["birthDate"].is_null()).then_some((member, typed))
    });
    found.expect("the demo's lead holds somebody whom her colleague does not")
}

fn typed(lead: &Person, member: &Value) -> Value {
    let her = lead.gets("members.show", json!({ "member": member }));
    json!({ "given": her["names"]["given"][0], "family": her["names"]["family"], "birthDate": her["birthDate"],
        "cin": "", "reason": "here", "words": "" })
}

fn with(typed: &Value, field: &str, value: &str) -> Value {
    let mut typed = typed.clone();
    typed[field] = json!(value);
    typed
}

fn no(person: &Person, name: &str, body: Value) -> Value {
    person.asks(name, body)["failure"]["code"].clone()
}

/// She opens the record, and it comes.
fn opens(guest: &Person, typed: &Value) -> Value {
    let opened = guest.gets("glass.break", typed.clone());
    exchanges_well(guest);
    opened
}

fn band(person: &Person, member: &Value) -> Value {
    person.gets("glass.show", json!({ "member": member }))
}

/// Time passes while their satchels are locked, as they would be by themselves.
fn later(world: &World, people: &[&Person], millis: Millis) {
    for person in people {
        person.locks();
    }
    world.passes(millis);
    for person in people {
        person.unlocks();
    }
}

fn works_here(world: &World, given: &str, role: Role) -> Person {
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
    world.clinic().clinic().add_staff(&staff).unwrap();
    world.satchel(&format!("{given} Lindqvist"))
}

fn caught_up(world: &World, name: &str) -> Person {
    let person = world.satchel(name);
    exchanges_well(&person);
    person
}

#[test]
fn it_comes_down_says_why_and_until_when_and_leaves_when_its_time_is_over() {
    let world = World::new();
    let (ines, malik) = (caught_up(&world, LEAD), caught_up(&world, GUEST));
    let (member, typed) = stranger(&ines, &malik);
    let opened = opens(&malik, &with(&typed, "words", "She stands at the door."));
    assert_eq!(opened["member"], member);
    assert_eq!(opened["until"], MORNING + HOUR);
    assert!(holds(&malik, &member));
    let mine = band(&malik, &member)["mine"].clone();
    assert_eq!(
        (&mine["reason"], &mine["words"], &mine["until"]),
        (
            &json!("here"),
            &json!("She stands at the door."),
            &json!(MORNING + HOUR)
        )
    );
    // Who leads sees it too.
    exchanges_well(&ines);
    let seen = band(&ines, &member);
    assert_eq!(seen["mine"], Value::Null);
    assert_eq!(seen["others"][0]["who"], "Malik Osei, CHW");

    later(&world, &[&ines, &malik], HOUR - 1);
    exchanges_well(&malik);
    assert!(holds(&malik, &member));
    later(&world, &[&ines, &malik], 1);
    exchanges_well(&malik);
    assert!(!holds(&malik, &member));
    assert_eq!(
        no(&malik, "members.show", json!({ "member": member })),
        "not_here"
    );
    exchanges_well(&ines);
    assert_eq!(band(&ines, &member)["others"], json!([]));
    let office = world.clinic().clinic();
    assert_eq!(office.receipts_owed().unwrap(), []);
    let verdict = office.verify().unwrap();
    assert_eq!((verdict.parked, verdict.faults), (0, 0));
}

#[test]
fn it_ends_without_a_network_too_and_what_she_wrote_arrives() {
    let world = World::new();
    let (ines, malik) = (caught_up(&world, LEAD), caught_up(&world, GUEST));
    let (member, typed) = stranger(&ines, &malik);
    opens(&malik, &typed);
    world.cuts_the_network();
    let task = json!({ "member": member, "seen": "", "what": "Bring her insulin", "owner": { "staff": null, "words": "you" } });
    malik.gets("tasks.put", task);
    let draft = json!({ "about": "visit:unfinished", "member": member, "body": "She said" });
    malik.gets("drafts.keep", draft);
    later(&world, &[&ines, &malik], HOUR - 1);
    assert!(holds(&malik, &member));
    later(&world, &[&ines, &malik], 1);
    assert!(!holds(&malik, &member));
    assert_eq!(
        no(&malik, "plans.show", json!({ "member": member })),
        "not_here"
    );
    assert_eq!(
        malik.gets("people.find", json!({ "text": typed["family"] }))["people"],
        json!([])
    );
    // Nor after it was locked, or crashed.
    let malik = malik.crashes_and_starts();
    malik.unlocks();
    assert!(!holds(&malik, &member));
    assert_eq!(malik.gets("sync.show", json!({}))["unsent"], 1);

    world.restores_the_network();
    exchanges_well(&malik);
    exchanges_well(&malik);
    assert!(!holds(&malik, &member));
    exchanges_well(&ines);
    let tasks = plan(&ines, &member)["tasks"].clone();
    let mut tasks = tasks.as_array().unwrap().iter();
    assert!(tasks.any(|task| task["what"] == "Bring her insulin"));
    let office = world.clinic().clinic();
    let left = office.left_drafts().unwrap();
    assert_eq!(
        left.iter()
            .map(|left| left.body.as_str())
            .collect::<Vec<_>>(),
        ["She said"]
    );
    assert_eq!(office.receipts_owed().unwrap(), []);
}

#[test]
fn it_goes_on_when_she_asks_again_and_four_hours_in_all() {
    let world = World::new();
    let (ines, malik) = (caught_up(&world, LEAD), caught_up(&world, GUEST));
    let (member, typed) = stranger(&ines, &malik);
    opens(&malik, &typed);
    let glass = band(&malik, &member)["mine"]["glass"].clone();
    let renew = json!({ "glass": glass });
    for hours in 1..4 {
        later(&world, &[&ines, &malik], HOUR - MINUTE);
        let renewed = malik.gets("glass.renew", renew.clone());
        assert_eq!(
            renewed["until"],
            MORNING + (hours + 1) * HOUR - hours * MINUTE
        );
        exchanges_well(&malik);
    }
    later(&world, &[&ines, &malik], HOUR - MINUTE);
    // Asked with her name it is the same one.
    let again = malik.gets("glass.break", typed.clone());
    assert_eq!(again["until"], MORNING + 4 * HOUR);
    exchanges_well(&malik);
    assert_eq!(band(&malik, &member)["mine"]["mayGoOn"], false);
    assert_eq!(no(&malik, "glass.renew", renew.clone()), "glass_longest");
    later(&world, &[&ines, &malik], 4 * MINUTE);
    assert!(!holds(&malik, &member));
    assert_eq!(no(&malik, "glass.renew", renew), "glass_over");
    // One that is asked for anew is another one.
    opens(&malik, &typed);
    assert!(holds(&malik, &member));
    assert_ne!(band(&malik, &member)["mine"]["glass"], glass);
}

#[test]
fn a_laptop_whose_clock_is_ahead_lets_go_early_and_has_it_again_when_it_asks() {
    let world = World::new();
    let ines = caught_up(&world, LEAD);
    let clock = Fixed::new(MORNING + 10 * MINUTE, 3);
    let malik = world.satchel_by(GUEST, "ahead", &clock.ambient());
    exchanges_well(&malik);
    let (member, typed) = stranger(&ines, &malik);
    opens(&malik, &typed);
    clock.pass(50 * MINUTE);
    later(&world, &[&ines, &malik], 50 * MINUTE);
    assert!(!holds(&malik, &member));
    exchanges_well(&malik);
    assert!(!holds(&malik, &member));
    opens(&malik, &typed);
    assert!(holds(&malik, &member));
    exchanges_well(&ines);
    assert_eq!(band(&ines, &member)["others"].as_array().unwrap().len(), 1);
}

#[test]
fn nobody_is_found_by_half_a_name_and_who_asks_too_often_is_sent_away() {
    let world = World::new();
    let (ines, malik) = (caught_up(&world, LEAD), caught_up(&world, GUEST));
    let (member, typed) = stranger(&ines, &malik);
    let hers = caseload(&malik)[0]["member"].clone();
    let asks = |body| no(&malik, "glass.break", body);
    // What says nothing, or gives no reason, does not leave the laptop.
    assert_eq!(asks(with(&typed, "family", " ")), "refused");
    assert_eq!(asks(with(&typed, "reason", "emergency")), "refused");
    let mut wrong = vec![
        with(&typed, "family", "Nobody"),
        with(&typed, "birthDate", "1950-01-01"),
        with(&typed, "cin", "99999999Z"),
    ];
    let initial = typed["given"].as_str().unwrap()[..1].to_owned();
    wrong.push(with(&typed, "given", &initial));
    for body in wrong {
        assert_eq!(asks(body.clone()), "glass_nobody", "{body}");
    }
    assert_eq!(asks(self::typed(&malik, &hers)), "glass_hers");
    for _ in 0..5 {
        assert_eq!(asks(with(&typed, "given", "Nobody")), "glass_nobody");
    }
    assert_eq!(asks(typed.clone()), "glass_too_many");
    assert!(!holds(&malik, &member));
    later(&world, &[&ines, &malik], 12 * HOUR);
    exchanges_well(&malik);
    assert_eq!(asks(typed.clone()), "glass_too_many");
    later(&world, &[&ines, &malik], 12 * HOUR);
    exchanges_well(&malik);
    opens(&malik, &typed);
    assert!(holds(&malik, &member));
}

#[test]
fn who_may_not_read_what_is_written_opens_nothing_and_what_is_from_a_programme_takes_an_emergency()
{
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let agnes = works_here(&world, "Agnes", Role::Nurse);
    exchanges_well(&agnes);
    let (member, plan) = member_with_goal(&ines, &deborah);
    let goal = plan["goals"][0]["goal"].clone();
    let typed = typed(&ines, &member);
    for role in [
        Role::Biller,
        Role::Auditor,
        Role::PrivacyOfficer,
        Role::Admin,
    ] {
        let given = role.code().replace('_', "");
        let person = works_here(&world, &given, role);
        exchanges_well(&person);
        assert_eq!(
            no(&person, "glass.break", typed.clone()),
            "not_allowed",
            "{given}"
        );
        assert_eq!(
            person.gets("session.show", json!({}))["mayBreakGlass"],
            false
        );
    }
    let tag = json!({ "member": member, "of": goal, "tags": ["part2"], "source": "Second Chance" });
    ines.gets("tags.put", tag);
    exchanges_well(&ines);
    let cover = with(&typed, "reason", "cover");
    assert_eq!(no(&agnes, "glass.break", cover), "glass_emergency_only");
    let emergency = with(
        &with(&typed, "reason", "emergency"),
        "words",
        "She does not wake up.",
    );
    opens(&agnes, &emergency);
    assert!(holds(&agnes, &member));
}

#[test]
fn a_guest_does_not_make_herself_one_of_the_team() {
    let world = World::new();
    let ines = caught_up(&world, LEAD);
    let agnes = works_here(&world, "Agnes", Role::CareManager);
    exchanges_well(&agnes);
    let (member, typed) = stranger(&ines, &agnes);
    opens(&agnes, &typed);
    let seen = agnes.gets("members.show", json!({ "member": member }))["episode"]["seen"].clone();
    let step =
        json!({ "member": member, "stage": "disenrolled", "reason": "Mine now", "seen": seen });
    assert_eq!(no(&agnes, "episodes.advance", step), "glass_guest");
}

#[test]
fn whoever_watches_says_in_a_sentence_what_is_to_be_thought_of_it_and_what_was_not_right_ends_at_once()
 {
    let world = World::new();
    let (ines, malik) = (caught_up(&world, LEAD), caught_up(&world, GUEST));
    let ruth = caught_up(&world, SUPERVISOR);
    let officer = works_here(&world, "Olga", Role::PrivacyOfficer);
    let (member, typed) = stranger(&ines, &malik);
    opens(&malik, &typed);
    for person in [&ines, &malik] {
        assert_eq!(no(person, "glass.list", json!({})), "not_allowed");
    }
    let listed = ruth.gets("glass.list", json!({}))["glasses"].clone();
    let row = &listed[0];
    assert_eq!((&row["member"], &row["ended"]), (&member, &Value::Null));
    assert_eq!(
        (&row["who"], &row["mayWeigh"]),
        (&json!("Malik Osei"), &json!(true))
    );
    let weigh = |verdict: &str, words: &str| json!({ "glass": row["glass"], "verdict": verdict, "words": words });
    assert_eq!(
        no(&malik, "glass.weigh", weigh("justified", "I know")),
        "not_allowed"
    );
    assert_eq!(no(&ruth, "glass.weigh", weigh("justified", " ")), "refused");
    let weighed = officer.gets(
        "glass.weigh",
        weigh("not_justified", "He was not asked to."),
    );
    let found = &weighed["glasses"][0]["weighed"];
    assert_eq!(
        (&found["verdict"], &found["by"]),
        (&json!("not_justified"), &json!("Olga Lindqvist"))
    );
    assert_eq!(weighed["glasses"][0]["ended"], MORNING);
    assert_eq!(
        no(&ruth, "glass.weigh", weigh("justified", "It was.")),
        "already_decided"
    );
    assert_eq!(
        ruth.gets("glass.list", json!({}))["glasses"][0]["mayWeigh"],
        false
    );

    exchanges_well(&malik);
    assert!(!holds(&malik, &member));
    // Each of them stands in the chain.
    for person in [&malik, &ruth, &officer] {
        exchanges_well(person);
    }
    let ask = json!({ "staff": null, "member": null, "action": "break_glass", "from": null, "until": null,
        "page": { "offset": 0, "limit": 50 } });
    let rows = ruth.gets("audit.list", ask)["rows"].clone();
    let rows = rows.as_array().unwrap();
    assert!(
        rows.iter()
            .any(|row| row["member"] == member && row["who"] == "Malik Osei")
    );
    let audit = world.clinic().clinic().verify_audit().unwrap();
    assert_eq!(audit.faults, []);
}

#[test]
fn whoever_comes_to_work_with_her_while_she_has_it_open_keeps_her_on() {
    let world = World::new();
    let (ines, malik) = (caught_up(&world, LEAD), caught_up(&world, GUEST));
    let (member, typed) = stranger(&ines, &malik);
    opens(&malik, &typed);
    malik.locks();
    let office = world.clinic().clinic();
    let given = Assignment {
        member: office.find_member(member.as_str().unwrap()).unwrap(),
        lead: world.clinic().staff(LEAD),
        team: vec![world.clinic().staff(GUEST)],
        stage: None,
    };
    office.assign(&given).unwrap();
    // His laptop has not heard of it, and lets go by itself.
    world.cuts_the_network();
    world.passes(HOUR);
    malik.unlocks();
    assert!(!holds(&malik, &member));
    world.restores_the_network();
    exchanges_well(&malik);
    exchanges_well(&malik);
    assert!(holds(&malik, &member));
    // Hers was quiet for an hour: whether it has locked itself yet is its own affair.
    ines.locks();
    ines.unlocks();
    let points = |person: &Person| {
        let body = json!({ "member": member, "page": { "offset": 0, "limit": 1 } });
        person.gets("timeline.list", body)["total"]
            .as_u64()
            .unwrap()
    };
    assert!(
        0 < points(&ines) && points(&malik) == points(&ines),
        "all of her"
    );
    assert_eq!(office.receipts_owed().unwrap(), []);
}
