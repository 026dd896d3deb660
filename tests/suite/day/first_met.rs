//! What comes from a laptop that is lost, by the line or in a file: also of somebody whom only that laptop knew.

use std::path::Path;

use care::ReviewWhy;
use clinic::TakenIn;
use serde_json::{Value, json};
use sync::custody::Declaration;
use world::{Person, World};

use super::custody::{goes, line, says};
use super::{caseload, exchange, exchanges_well, plan};

const INES: &str = "Inés Carranza";
const HER_WORK: &str = "Bring the bus pass";

/// Inés meets somebody at the shelter and means to bring her something.
fn meets(ines: &Person) -> Value {
    let said = json!({ "given": "Marisol", "family": "Ibarra", "called": "", "birthDate": "1991-04-02",
        "cin": "", "phone": "", "place": "hall B" });
    let met = ines.gets("members.meet", json!({ "said": said }))["id"].clone();
    let task = json!({ "member": met, "seen": "", "what": HER_WORK, "owner": { "staff": null, "words": "you" } });
    ines.gets("tasks.put", task);
    met
}

fn reviews(person: &Person) -> Vec<Value> {
    let page = json!({ "page": { "offset": 0, "limit": 50 } });
    let rows = person.gets("reviews.list", page)["rows"].clone();
    rows.as_array().unwrap().clone()
}

fn is_in_the_caseload(person: &Person, member: &Value) -> bool {
    caseload(person).iter().any(|row| row["member"] == *member)
}

/// The supervisor takes over everything that was set aside about somebody.
fn takes_over(ruth: &Person, met: &Value) {
    for review in reviews(ruth)
        .iter()
        .filter(|review| review["member"] == *met)
    {
        let decision = json!({ "review": review["review"], "seen": review["seen"], "decision": "taken_over", "words": "" });
        ruth.gets("reviews.decide", decision);
    }
    exchanges_well(ruth);
    exchanges_well(ruth);
}

#[test]
fn somebody_whom_only_a_lost_laptop_knew_waits_for_the_supervisor_and_is_not_lost() {
    let world = World::new();
    let (ines, ruth) = (world.satchel(INES), world.satchel("Ruth Amat"));
    exchange(&ines);
    world.cuts_the_network();
    let met = meets(&ines);
    world.restores_the_network();
    says(&world, line(&world, &ines).id, Declaration::Lost).unwrap();
    goes(&ines);
    exchanges_well(&ruth);
    exchanges_well(&ruth);

    let asked = reviews(&ruth);
    let hers: Vec<&Value> = asked
        .iter()
        .filter(|review| review["member"] == met)
        .collect();
    assert!(2 <= hers.len(), "who she is, and what she needs: {asked:?}");
    for review in &hers {
        assert_eq!(
            (&review["why"], &review["name"]),
            (&json!("lost_device"), &json!(""))
        );
        assert_eq!(review["mayDecide"], true);
    }
    assert!(
        !is_in_the_caseload(&ruth, &met),
        "nothing of her counts yet"
    );

    takes_over(&ruth, &met);
    assert!(is_in_the_caseload(&ruth, &met));
    assert_eq!(plan(&ruth, &met)["tasks"][0]["what"], HER_WORK);
}

#[test]
fn a_file_that_a_lost_laptop_handed_over_is_set_aside_like_what_it_sends() {
    let world = World::new();
    let (ines, ruth) = (world.satchel(INES), world.satchel("Ruth Amat"));
    exchanges_well(&ines);
    world.cuts_the_network();
    let met = meets(&ines);
    let handed = ines.gets("sync.handOver", json!({}));
    world.restores_the_network();
    says(&world, line(&world, &ines).id, Declaration::Lost).unwrap();
    let office = world.clinic().clinic();
    let taken = office
        .take_in(Path::new(handed["file"].as_str().unwrap()))
        .unwrap();
    assert!(0 < taken.new && taken.parked == taken.new, "{taken:?}");
    let again = office
        .take_in(Path::new(handed["file"].as_str().unwrap()))
        .unwrap();
    assert_eq!(
        again,
        TakenIn {
            known: taken.new,
            ..TakenIn::default()
        }
    );
    let (open, _) = office.open_reviews().unwrap();
    let lost = open
        .iter()
        .filter(|review| review.why == ReviewWhy::LostDevice);
    assert_eq!(lost.count(), taken.new);

    exchanges_well(&ruth);
    exchanges_well(&ruth);
    assert!(!is_in_the_caseload(&ruth, &met));
    takes_over(&ruth, &met);
    assert!(is_in_the_caseload(&ruth, &met));
}
