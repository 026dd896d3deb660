//! Consents and what leaves a record, between two laptops: a no that travels, a tag nobody drops, and the accounting.

use serde_json::{Value, json};
use world::{Person, World};

use super::{exchanges_well, member_with_goal, two_people};

const TODAY: &str = "2026-11-24";
const SHELTER: &str = "Refugio Luz";

fn shown(person: &Person, member: &Value) -> Value {
    person.gets("consents.show", json!({ "member": member }))
}

/// A release to the shelter, signed with a finger, by somebody who sees this screen.
fn release(seen: &Value, member: &Value) -> Value {
    let provision = json!({ "about": null, "answered": "share", "toKind": "community", "toName": SHELTER,
        "purposes": ["housing"] });
    json!({
        "member": member, "seen": seen, "kind": "roi", "form": "", "language": "es", "signedBy": "member",
        "signer": "", "signing": { "how": "touch", "strokes": [[[10, 20], [30, 40]]] }, "on": TODAY,
        "until": "2027-11-24", "provisions": [provision], "refused": null,
    })
}

/// The releases to the shelter: how each stands.
fn releases(person: &Person, member: &Value) -> Vec<String> {
    let all = shown(person, member)["consents"].clone();
    let all = all.as_array().unwrap().iter();
    let mine = all.filter(|one| one["provisions"][0]["toName"] == SHELTER);
    let mut stands: Vec<String> = mine
        .map(|one| one["stands"].as_str().unwrap().to_owned())
        .collect();
    stands.sort();
    stands
}

fn sharing(member: &Value) -> Value {
    let to = json!({ "kind": "community", "name": SHELTER, "outOfState": false });
    json!({ "member": member, "to": to, "purpose": "housing", "what": ["plan"] })
}

fn goes(person: &Person, member: &Value) -> Vec<Value> {
    let weighed = person.gets("sharing.weigh", sharing(member));
    let things = weighed["goes"].as_array().unwrap().iter();
    things.map(|one| one["id"].clone()).collect()
}

/// R232: a no travels, and wins over a yes that did not know of it.
#[test]
fn what_is_taken_back_here_wins_over_what_was_signed_there_unseen() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let seen = shown(&ines, &member)["seen"].clone();
    let made = ines.gets("consents.add", release(&seen, &member));
    exchanges_well(&ines);
    exchanges_well(&deborah);
    assert_eq!(releases(&deborah, &member), ["in_force"]);
    assert!(!goes(&deborah, &member).is_empty());

    // She takes it back before one of them, and signs a newer one before the other, who does not know.
    world.cuts_the_network();
    let back = json!({ "member": member, "record": made["id"], "on": TODAY, "how": "verbal", "reason": "" });
    ines.gets("consents.withdraw", back);
    assert_eq!(goes(&ines, &member), Vec::<Value>::new(), "at once");
    let seen = shown(&deborah, &member)["seen"].clone();
    deborah.gets("consents.add", release(&seen, &member));
    assert!(!goes(&deborah, &member).is_empty());
    world.restores_the_network();
    for person in [&ines, &deborah, &ines] {
        exchanges_well(person);
    }
    for person in [&ines, &deborah] {
        assert_eq!(releases(person, &member), ["superseded", "withdrawn"]);
        assert_eq!(goes(person, &member), Vec::<Value>::new());
    }

    // Asked again, by somebody who sees all of it, she may say yes again.
    let seen = shown(&deborah, &member)["seen"].clone();
    deborah.gets("consents.add", release(&seen, &member));
    exchanges_well(&deborah);
    exchanges_well(&ines);
    assert!(!goes(&ines, &member).is_empty());
}

#[test]
fn tags_put_on_by_two_unseen_are_both_there_and_what_left_is_seen_by_the_other() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, plan) = member_with_goal(&ines, &deborah);
    let goal = plan["goals"][0]["goal"].clone();
    let tags = |person: &Person| -> Vec<Value> {
        let all = person.gets("tags.show", json!({ "member": member }))["things"].clone();
        let all = all.as_array().unwrap().clone();
        let one = all.into_iter().find(|one| one["id"] == goal).unwrap();
        let tags = one["tags"].as_array().unwrap().iter();
        tags.map(|tag| tag["tag"].clone()).collect()
    };
    let put = |person: &Person, tag: &str, source: &str| {
        let body = json!({ "member": member, "of": goal, "tags": [tag], "source": source });
        person.gets("tags.put", body);
    };
    world.cuts_the_network();
    put(&ines, "part2", "Second Chance");
    put(&deborah, "justice", "");
    world.restores_the_network();
    for person in [&ines, &deborah, &ines] {
        exchanges_well(person);
    }
    for person in [&ines, &deborah] {
        let tags = tags(person);
        assert!(
            tags.contains(&json!("part2")) && tags.contains(&json!("justice")),
            "{tags:?}"
        );
    }
    let seen = shown(&ines, &member)["seen"].clone();
    ines.gets("consents.add", release(&seen, &member));
    let going = goes(&ines, &member);
    assert!(
        !going.contains(&goal),
        "what comes from a programme needs its own consent"
    );

    // Nobody but a supervisor takes one off: the door asks.
    let off = json!({ "member": member, "of": goal, "tag": "part2", "reason": "a slip" });
    for person in [&ines, &deborah] {
        let refused = person.asks("tags.remove", off.clone());
        assert_eq!(refused["failure"]["code"], "not_allowed");
        assert!(tags(person).contains(&json!("part2")));
    }

    let mut leaves = sharing(&member);
    leaves["reason"] = json!("");
    leaves["channel"] = json!("handed_over");
    leaves["things"] = json!(going);
    ines.gets("sharing.disclose", leaves);
    exchanges_well(&ines);
    exchanges_well(&deborah);
    let log = deborah.gets("disclosures.list", json!({ "member": member }));
    let one = &log["disclosures"][0];
    assert_eq!(one["to"]["name"], SHELTER);
    assert_eq!(one["basis"], json!(["consent"]));
    assert_eq!(one["signature"], "Inés Carranza");
    assert_eq!(one["whereabouts"], "at_clinic");
}
