//! What a member asks of her own record, between two laptops: asked here, answered there, and both obey it.

use serde_json::{Value, json};
use world::{Person, World};

use super::{exchanges_well, member_with_goal, two_people};

const TODAY: &str = "2026-11-24";

fn shown(person: &Person, member: &Value) -> Value {
    person.gets("rights.show", json!({ "member": member }))
}

fn asks(member: &Value, kind: &str, more: &Value) -> Value {
    let mut body = json!({ "member": member, "kind": kind, "askedBy": "member", "representative": "", "how": "in_person",
        "words": "Not to the plan", "on": TODAY, "about": null, "restriction": null, "contact": null });
    for (field, value) in more.as_object().unwrap() {
        body[field] = value.clone();
    }
    body
}

fn answers(member: &Value, request: &Value, step: &str) -> Value {
    json!({ "member": member, "request": request["record"], "seen": request["seen"], "step": step, "on": TODAY,
        "reason": "", "words": "told her", "restriction": null, "contact": null })
}

fn goes(person: &Person, member: &Value) -> usize {
    let to = json!({ "kind": "plan", "name": "Alameda Alliance", "outOfState": false });
    let asked = json!({ "member": member, "to": to, "purpose": "payment", "what": ["plan"] });
    let weighed = person.gets("sharing.weigh", asked);
    weighed["goes"].as_array().unwrap().len()
}

/// She asks one of them in the field, without a network; the other answers; both laptops obey.
#[test]
fn what_is_asked_in_the_field_is_answered_elsewhere_and_obeyed_on_both() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    assert!(0 < goes(&deborah, &member));
    world.cuts_the_network();
    let restriction = json!({ "restriction": { "toKind": "plan", "purposes": ["payment"], "paidHerself": true } });
    deborah.gets("rights.ask", asks(&member, "restrict", &restriction));
    let mine = shown(&deborah, &member)["requests"][0].clone();
    assert_eq!(mine["stands"], "received");
    assert_eq!(mine["due"], "2026-12-24");
    assert_eq!(mine["mustBeGranted"], true);
    assert_eq!(mine["whereabouts"], "in_satchel");
    world.restores_the_network();
    exchanges_well(&deborah);
    exchanges_well(&ines);
    let theirs = shown(&ines, &member)["requests"][0].clone();
    ines.gets("rights.answer", answers(&member, &theirs, "granted"));
    assert_eq!(goes(&ines, &member), 0, "at once");
    exchanges_well(&ines);
    exchanges_well(&deborah);
    assert_eq!(shown(&deborah, &member)["requests"][0]["stands"], "granted");
    assert_eq!(goes(&deborah, &member), 0);
}

/// One takes it back for her while the other grants it, unseen: what protects her holds on both until somebody who sees both
/// answers again.
#[test]
fn of_two_answers_that_did_not_see_each_other_the_protecting_one_holds_on_both() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let (member, _) = member_with_goal(&ines, &deborah);
    let restriction = json!({ "restriction": { "toKind": "plan", "purposes": ["payment"], "paidHerself": false } });
    ines.gets("rights.ask", asks(&member, "restrict", &restriction));
    exchanges_well(&ines);
    exchanges_well(&deborah);
    world.cuts_the_network();
    let one = shown(&ines, &member)["requests"][0].clone();
    deborah.gets("rights.answer", answers(&member, &one, "withdrawn"));
    ines.gets("rights.answer", answers(&member, &one, "granted"));
    world.restores_the_network();
    for person in [&ines, &deborah, &ines] {
        exchanges_well(person);
    }
    for person in [&ines, &deborah] {
        let one = &shown(person, &member)["requests"][0];
        assert_eq!(
            (&one["stands"], &one["twoAnswers"]),
            (&json!("granted"), &json!(true))
        );
        assert_eq!(one["steps"].as_array().unwrap().len(), 2);
        assert_eq!(goes(person, &member), 0);
    }
    let both = shown(&ines, &member)["requests"][0].clone();
    ines.gets("rights.answer", answers(&member, &both, "ended"));
    exchanges_well(&ines);
    exchanges_well(&deborah);
    for person in [&ines, &deborah] {
        let one = &shown(person, &member)["requests"][0];
        assert_eq!(
            (&one["stands"], &one["twoAnswers"]),
            (&json!("ended"), &json!(false))
        );
        assert!(0 < goes(person, &member));
    }
}
