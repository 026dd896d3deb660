//! A member is given to somebody else while her care manager is out with unsent work about her.

use clinic::Assignment;
use serde_json::{Value, json};
use world::{Person, World};

use super::{caseload, exchange, exchanges_well, plan};

fn holds(person: &Person, member: &Value) -> bool {
    caseload(person).iter().any(|row| row["member"] == *member)
}

fn has_task(person: &Person, member: &Value, what: &str) -> bool {
    let tasks = plan(person, member)["tasks"].clone();
    tasks
        .as_array()
        .unwrap()
        .iter()
        .any(|task| task["what"] == what)
}

#[test]
fn her_work_arrives_and_the_member_leaves_her_satchel() {
    let world = World::new();
    let (ines, ruth) = (world.satchel("Inés Carranza"), world.satchel("Ruth Amat"));
    exchanges_well(&ines);
    exchanges_well(&ruth);
    let member = caseload(&ines)[0]["member"].clone();

    world.cuts_the_network();
    let task = json!({ "member": member, "seen": "", "what": "Bring the bus pass",
        "owner": { "staff": null, "words": "you" } });
    ines.gets("tasks.put", task);
    let draft = json!({ "about": "visit:unfinished", "member": member, "body": "She said" });
    ines.gets("drafts.keep", draft);
    let office = world.clinic().clinic();
    let given = Assignment {
        member: office.find_member(member.as_str().unwrap()).unwrap(),
        lead: office.find_staff("Ruth Amat").unwrap().0,
        team: Vec::new(),
        stage: None,
    };
    office.assign(&given).unwrap();
    assert!(holds(&ines, &member), "nobody has told her satchel");
    world.restores_the_network();

    exchanges_well(&ines);
    assert!(!holds(&ines, &member));
    let gone = ines.asks("plans.show", json!({ "member": member }));
    assert_eq!(gone["failure"]["code"], "not_here", "{gone}");
    assert_eq!(ines.gets("today.show", json!({}))["drafts"], json!([]));
    assert_eq!(
        ines.gets("drafts.show", json!({ "about": "visit:unfinished" }))["body"],
        Value::Null
    );
    let left = office.left_drafts().unwrap();
    let words: Vec<&str> = left.iter().map(|left| left.body.as_str()).collect();
    assert_eq!(
        words,
        ["She said"],
        "its author and her supervisor may read it"
    );
    assert_eq!(office.receipts_owed().unwrap(), []);

    exchanges_well(&ruth);
    assert!(
        has_task(&ruth, &member, "Bring the bus pass"),
        "it was hers when she wrote it"
    );
    // What she was writing stands before whoever leads now, as nobody's word.
    let page = json!({ "page": { "offset": 0, "limit": 50 } });
    let review = ruth.gets("reviews.list", page.clone())["rows"][0].clone();
    assert_eq!(
        (&review["why"], &review["kind"]),
        (&json!("left_draft"), &json!("note"))
    );
    assert_eq!(review["says"][0]["value"], "She said");
    assert_eq!(review["author"]["name"], "Inés Carranza");
    assert_eq!(review["mayEndAs"], json!(["filed"]));
    let decision = json!({ "review": review["review"], "seen": review["seen"], "decision": "filed", "words": "" });
    ruth.gets("reviews.decide", decision);
    exchanges_well(&ruth);
    assert_eq!(ruth.gets("reviews.list", page)["rows"], json!([]));
    let verdict = office.verify().unwrap();
    assert_eq!((verdict.parked, verdict.faults), (0, 0));
}

#[test]
fn until_her_satchel_is_heard_of_a_receipt_is_owed() {
    let world = World::new();
    let (ines, ruth) = (world.satchel("Inés Carranza"), world.satchel("Ruth Amat"));
    exchanges_well(&ines);
    // What it holds it says with its next question.
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    let office = world.clinic().clinic();
    let member_id = office.find_member(member.as_str().unwrap()).unwrap();
    world.cuts_the_network();
    let given = Assignment {
        member: member_id,
        lead: office.find_staff("Ruth Amat").unwrap().0,
        team: Vec::new(),
        stage: None,
    };
    office.assign(&given).unwrap();
    let owed = office.receipts_owed().unwrap();
    assert_eq!(
        owed.iter().map(|owed| owed.member).collect::<Vec<_>>(),
        [member_id]
    );
    assert_ne!(exchange(&ines)["lastProblem"], Value::Null);
    assert_eq!(office.receipts_owed().unwrap().len(), 1);
    world.restores_the_network();
    assert_eq!(owes(&ruth), [("Inés Carranza".to_owned(), 1)]);
    exchanges_well(&ines);
    assert_eq!(office.receipts_owed().unwrap(), []);
    assert_eq!(owes(&ruth), []);
}

/// Whose laptops owe receipts, as the supervisor's screen says.
fn owes(ruth: &Person) -> Vec<(String, u64)> {
    let listed = ruth.gets("devices.list", json!({}))["devices"].clone();
    let all = listed.as_array().unwrap().iter().map(|device| {
        let name = device["name"].as_str().unwrap().split(',').next();
        (name.unwrap().to_owned(), device["owes"].as_u64().unwrap())
    });
    all.filter(|(_, owes)| 0 < *owes).collect()
}
