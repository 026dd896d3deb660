//! A laptop or a clinic of a later release beside this one: what this one has never heard of goes through it as it was said.
//!
//! Over both ledgers that ship, the store that ships, and the door that ships. The later laptop is a device without a store
//! that says what no release says yet; the later clinic is this one with more in each of its answers.

use ambient::Ambient;
use care::{EntityId, MemberId};
use serde_json::{Value, json};
use sync::StreamId;
use sync::snapshot::PageFrom;
use tokio::runtime::{Builder, Runtime};
use world::postgres::cluster;
use world::{Caller, Person, World};

use super::{caseload, exchanges_well, plan};

const INES: &str = "Inés Carranza";

/// What a later release says of a goal: parts that this one does not know, and a word for one that it does.
fn later_words() -> Value {
    json!({
        "quilt": { "pattern": "log cabin", "rows": [1, 2.5, -7e-9], "é\u{1f9f5}": null, "": [[], {}] },
        "domain": "weaving",
    })
}

/// A goal of somebody's, and whose.
fn goal(person: &Person) -> (Value, Value) {
    for row in caseload(person) {
        let shown = plan(person, &row["member"]);
        if let Some(goal) = shown["goals"].as_array().and_then(|goals| goals.first()) {
            return (row["member"].clone(), goal.clone());
        }
    }
    panic!("somebody has a goal");
}

/// A device of a later release, and what lets it wait for an answer.
struct Later {
    runtime: Runtime,
    device: Caller,
}

impl Later {
    fn of(world: &World) -> Self {
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        let authority = world.clinic().clinic().authority().pem();
        let code = world.clinic().code_for(INES);
        let address = world.address();
        let device = runtime.block_on(Caller::enrolled(&address, authority, &code));
        Self { runtime, device }
    }

    /// What it is answered, with a status of 200.
    fn asks(&self, path: &str, question: &Value) -> Value {
        let answer = self.runtime.block_on(self.device.asks(path, question));
        let (status, answer) = answer.unwrap();
        assert_eq!(status, 200, "{answer}");
        answer
    }
}

/// Everything a device is given of a member, whole: her entities and her records.
fn whole(later: &Later, member: MemberId) -> (Vec<Value>, Vec<Value>) {
    let (mut entities, mut records) = (Vec::new(), Vec::new());
    let mut from = json!(PageFrom::Entities { after: None });
    while from != Value::Null {
        let stream = StreamId::Member(member);
        let asks = json!({
            "epoch": later.device.epoch, "later": { "asks": "more" },
            "wanted": [{ "stream": stream, "from": from, "later": 1 }],
        });
        let mut answer = later.asks("/sync/snapshot", &asks);
        let page = &mut answer["pages"][0];
        entities.extend(page["entities"].as_array().unwrap().iter().cloned());
        records.extend(page["records"].as_array().unwrap().iter().cloned());
        from = page["next"].take();
    }
    (entities, records)
}

fn said_of<'a>(entities: &'a [Value], entity: &Value, field: &str) -> &'a [Value] {
    let one = entities.iter().find(|one| one["id"] == *entity).unwrap();
    one["fields"][field].as_array().unwrap()
}

fn says_and_hears(world: &World) {
    let ines = world.satchel(INES);
    exchanges_well(&ines);
    let (member, shown) = goal(&ines);
    let (of, goal): (MemberId, EntityId) = (
        member.as_str().unwrap().parse().unwrap(),
        shown["goal"].as_str().unwrap().parse().unwrap(),
    );
    let chance = Ambient::system();
    let mut later = Later::of(world);
    let newer = &mut later.device;
    let ops = [
        newer.says(of, goal, "goal", later_words()),
        newer.says(
            of,
            EntityId(chance.mint()),
            "hologram",
            json!({ "hue": "ultraviolet" }),
        ),
        newer.signs(
            of,
            goal,
            "weather",
            json!({ "sky": ["clear", { "wind": 3 }] }),
        ),
    ];
    let push = json!({ "epoch": newer.epoch, "tally": null, "ops": ops, "later": [1] });
    let pushed = later.asks("/sync/push", &push);
    let results: Vec<&Value> = (0..3).map(|n| &pushed["answers"][n]["result"]).collect();
    assert_eq!(results[0]["is"], "applied_conflict", "{pushed}");
    assert_eq!(
        results[1],
        &json!({ "is": "parked", "reason": "unknown_kind" })
    );
    assert_eq!(results[2]["is"], "applied", "{pushed}");

    // Whoever has this release is fed it, goes on answering what she knows, and sends.
    exchanges_well(&ines);
    let now = plan(&ines, &member)["goals"].clone();
    let now = now
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["goal"] == shown["goal"]);
    let seen = now.unwrap()["seen"].clone();
    let body =
        json!({ "member": member, "goal": shown["goal"], "seen": seen, "strength": "sings" });
    ines.gets("goals.put", body);
    exchanges_well(&ines);
    // She fetches the whole member anew too, and finds that she holds what the clinic holds.
    let (entities, records) = whole(&later, of);
    let said = |field| said_of(&entities, &shown["goal"], field);
    let [quilt] = said("quilt") else {
        panic!("one answer: {entities:?}");
    };
    let as_said = later_words()["quilt"].to_string();
    assert_eq!(quilt["value"].to_string(), as_said);
    let is = |word: &'static str| move |head: &Value| head["value"] == word;
    assert!(said("domain").iter().any(is("weaving")));
    assert!(said("strength").iter().any(is("sings")));
    let is_weather = |one: &&Value| one["record"].to_string().contains("weather");
    assert_eq!(records.iter().filter(is_weather).count(), 1);
    // An earlier device, that says no more than the first release did, pulls the same.
    let first = json!({ "epoch": later.device.epoch, "cursors": [] });
    let pulled = later.asks("/sync/pull", &first);
    assert!(!pulled["pages"].as_array().unwrap().is_empty());
}

#[test]
fn what_a_later_laptop_says_goes_through_this_release_as_it_was_said() {
    for world in [World::new(), World::in_postgres(&cluster().database())] {
        says_and_hears(&world);
        let other = world.satchel_by(INES, "another", world.ambient());
        exchanges_well(&other);
        super::versions::holds_what_the_clinic_holds(&world, &other);
        assert_eq!(world.clinic().clinic().verify().unwrap().faults, 0);
    }
}

#[test]
fn a_clinic_of_a_later_release_that_says_more_is_understood() {
    let world = World::new();
    let ines = world.satchel(INES);
    let later = world::of_a_later_release(world.clinic(), world.ambient().today());
    world.leads_to_stranger(later);
    exchanges_well(&ines);
    let (member, _) = goal(&ines);
    let task = json!({ "member": member, "seen": "", "what": "Call",
        "owner": { "staff": null, "words": "you" } });
    let id = ines.gets("tasks.put", task)["id"].clone();
    exchanges_well(&ines);
    // What it sent has arrived, and nothing of what was more is on the record.
    world.leads_home();
    super::versions::holds_what_the_clinic_holds(&world, &ines);
    let other = world.satchel_by(INES, "another", world.ambient());
    exchanges_well(&other);
    let tasks = plan(&other, &member)["tasks"].clone();
    assert!(
        tasks
            .as_array()
            .unwrap()
            .iter()
            .any(|task| task["task"] == id)
    );
}
