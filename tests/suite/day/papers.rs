//! Photographs of papers: taken on one laptop, seen on another, and never in the way of what is written.

use std::io::Cursor;
use std::path::Path;

use clinic::Assignment;
use data_encoding::BASE64;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use world::{Person, Weather, World};

use super::{caseload, exchange, exchanges_well, plan, two_people};

/// What a scanner makes of a page: a grey gradient with some lines.
pub(super) fn page() -> Vec<u8> {
    let picture = RgbImage::from_fn(800, 1_000, |x, y| {
        let grey = if y % 40 < 3 {
            60
        } else {
            u8::try_from((x + y) % 200).unwrap()
        };
        Rgb([grey, grey, grey])
    });
    png(&picture)
}

/// Nothing in it repeats, so that nothing of it can be left out: as many bytes as a picture can have.
fn noise(side: u32) -> Vec<u8> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    png(&RgbImage::from_fn(side, side, |_, _| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let [red, green, blue, ..] = state.to_le_bytes();
        Rgb([red, green, blue])
    }))
}

fn png(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Hands a photograph over as the screen does, and keeps it.
pub(super) fn keeps(
    person: &Person,
    member: &Value,
    purpose: &str,
    title: &str,
    photograph: &[u8],
) {
    person.gets("documents.begin", json!({ "bytes": photograph.len() }));
    let mut from = 0;
    for part in photograph.chunks(192 * 1024) {
        let bytes = BASE64.encode(part);
        person.gets("documents.part", json!({ "from": from, "bytes": bytes }));
        from += part.len();
    }
    let body = json!({ "member": member, "purpose": purpose, "title": title, "visit": null });
    person.gets("documents.keep", body);
}

fn papers(person: &Person, member: &Value) -> Vec<Value> {
    let listed = person.gets("documents.list", json!({ "member": member }));
    listed["documents"].as_array().unwrap().clone()
}

fn picture(person: &Person, member: &Value, paper: &Value) -> Vec<u8> {
    let body = json!({ "member": member, "document": paper["document"] });
    let shown = person.gets("documents.picture", body);
    BASE64
        .decode(shown["bytes"].as_str().unwrap().as_bytes())
        .unwrap()
}

fn adds_task(person: &Person, member: &Value, what: &str) {
    let owner = json!({ "staff": null, "words": "you" });
    person.gets(
        "tasks.put",
        json!({ "member": member, "seen": "", "what": what, "owner": owner }),
    );
}

#[test]
fn a_paper_taken_on_one_laptop_is_seen_on_the_other_and_the_clinic_can_check_it() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = caseload(&deborah)[0]["member"].clone();
    keeps(
        &ines,
        &member,
        "consent",
        "Consent to share, signed",
        &page(),
    );
    let kept = papers(&ines, &member)[0].clone();
    assert_eq!(kept["picture"]["is"], "to_send");
    let sync = ines.gets("sync.show", json!({}));
    assert_eq!(sync["unsent"], 2, "the record of it, and its picture");
    exchanges_well(&ines);
    assert_eq!(papers(&ines, &member)[0]["picture"]["is"], "here");

    assert_eq!(papers(&deborah, &member), Vec::<Value>::new());
    exchanges_well(&deborah);
    let seen = papers(&deborah, &member)[0].clone();
    assert_eq!(
        (&seen["title"], &seen["picture"]["is"]),
        (&json!("Consent to share, signed"), &json!("here"))
    );
    assert_eq!(
        picture(&deborah, &member, &seen),
        picture(&ines, &member, &kept)
    );
    let verdict = world.clinic().clinic().verify().unwrap();
    assert_eq!((verdict.files, verdict.faults), (1, 0));
}

#[test]
fn a_picture_at_its_largest_arrives_over_a_line_that_breaks_every_300_kib_and_records_go_first() {
    let world = World::new();
    let (ines, deborah) = two_people(&world);
    let member = caseload(&deborah)[0]["member"].clone();
    keeps(&ines, &member, "letter", "From the hospital", &noise(3_300));
    let waiting = ines.gets("sync.show", json!({}))["unsentItems"].clone();
    let bytes = waiting
        .as_array()
        .unwrap()
        .iter()
        .find(|item| item["kind"] == "picture")
        .unwrap()["bytes"]
        .as_u64()
        .unwrap();
    assert!(20_000_000 < bytes, "{bytes} bytes");
    world.network().turn(Weather::Frail(300 * 1024));
    adds_task(&ines, &member, "Read the letter together");
    exchanges_well(&ines);

    // On the way to her the task is there before the picture is.
    world.network().turn(Weather::Frail(200 * 1024));
    exchange(&deborah);
    assert_eq!(papers(&deborah, &member)[0]["picture"]["is"], "pending");
    let tasks = plan(&deborah, &member)["tasks"].to_string();
    assert!(tasks.contains("Read the letter together"));
    let pending = json!({ "member": member, "document": papers(&deborah, &member)[0]["document"] });
    let refused = deborah.asks("documents.picture", pending);
    assert_eq!(refused["failure"]["code"], "picture_pending");
    world.network().turn(Weather::Frail(300 * 1024));
    exchanges_well(&deborah);
    let (hers, mine) = (
        papers(&deborah, &member)[0].clone(),
        papers(&ines, &member)[0].clone(),
    );
    assert_eq!(
        picture(&deborah, &member, &hers),
        picture(&ines, &member, &mine)
    );
}

#[test]
fn a_picture_of_a_member_who_was_given_away_goes_to_the_clinic_and_then_leaves() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    world.cuts_the_network();
    keeps(&ines, &member, "identity", "Benefits card", &page());
    let office = world.clinic().clinic();
    let given = Assignment {
        member: office.find_member(member.as_str().unwrap()).unwrap(),
        lead: office.find_staff("Ruth Amat").unwrap().0,
        team: Vec::new(),
        stage: None,
    };
    office.assign(&given).unwrap();
    world.restores_the_network();
    exchanges_well(&ines);
    assert_eq!(
        office.verify().unwrap().files,
        1,
        "its picture was not lost"
    );
    assert_eq!(office.receipts_owed().unwrap(), []);
    let ruth = world.satchel("Ruth Amat");
    exchanges_well(&ruth);
    let hers = papers(&ruth, &member);
    assert_eq!(hers[0]["title"], "Benefits card");
    assert_eq!(hers[0]["picture"]["is"], "here");
    let gone = ines.asks("documents.list", json!({ "member": member }));
    assert_eq!(gone["ok"]["documents"], json!([]));
}

#[test]
fn a_picture_goes_along_in_a_file_that_is_handed_over() {
    let world = World::new();
    let ines = world.satchel("Inés Carranza");
    exchanges_well(&ines);
    let member = caseload(&ines)[0]["member"].clone();
    world.cuts_the_network();
    keeps(&ines, &member, "consent", "Consent", &page());
    let handed = ines.gets("sync.handOver", json!({}));
    assert_eq!(
        (&handed["changes"], &handed["pictures"]),
        (&json!(1), &json!(1))
    );
    let file = Path::new(handed["file"].as_str().unwrap()).to_path_buf();
    let office = world.clinic().clinic();
    let first = office.take_in(&file).unwrap();
    assert_eq!((first.new, first.files), (1, 1));
    let again = office.take_in(&file).unwrap();
    assert_eq!((again.new, again.files), (0, 0));
    assert_eq!(office.verify().unwrap().files, 1);
    world.restores_the_network();
    exchanges_well(&ines);
    assert_eq!(papers(&ines, &member)[0]["picture"]["is"], "here");
}
