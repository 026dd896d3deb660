//! What people do at their laptops: answer, settle, sign, draft, decide, steer, and now and then what they may not.

use std::collections::BTreeMap;

use care::{EntityId, GroupId, OpId, REMOVED, RecordId};
use ed25519_dalek::SigningKey;
use serde_json::Value;
use sync::wire::LeftDraft;
use sync::{OpBody, StreamId, Write};

use super::ground::{Desk as _, Ground};
use super::intent::Intent;
use super::laptop::{Form, answers, shown_on};
use super::pictures;
use super::witness::{Checked, Violation};
use super::words;
use super::world::World;

/// Somebody does something at her laptop.
pub(crate) fn somebody_acts<G: Ground>(world: &mut World<G>, at: usize) -> Checked {
    match world.dice.below(24) {
        11 | 17 if !world.laptops[at].older => removes(world, at),
        12 => {
            drafts(world, at);
            Ok(())
        }
        10 | 13 => {
            // Now and then somebody thinks better of it, and better again.
            let mut same = None;
            for _ in 0..=world.dice.below(4) {
                same = decides(world, at, same)?;
            }
            Ok(())
        }
        14 => {
            // What she claims of one life of the ledger says nothing in another.
            // Nor what left a laptop because its person may hold less of it: she has not lost it.
            let bills =
                world.plan.has_a_biller() && world.laptops[at].staff == world.laptops[0].staff;
            if world.shape.put_back.is_none() && !bills {
                backdates(world, at);
            }
            Ok(())
        }
        0 => {
            // A form is opened now and saved when much has changed since.
            world.laptops[at].form = something_on_screen(world, at);
            Ok(())
        }
        1..=2 => {
            let Some(form) = world.laptops[at].begins(&world.dice) else {
                return Ok(());
            };
            saves(world, at, &form, false)
        }
        3..=4 => {
            signs(world, at);
            Ok(())
        }
        5 | 15..=16 => steers(world, at),
        21..=22 => joins(world, at),
        23 => {
            pictures::takes(world, at);
            Ok(())
        }
        6..=7 => settles(world, at),
        _ => {
            let open = world.laptops[at].form.take();
            let has_thought = open.is_some();
            // A form about a member who has left this laptop is closed with her.
            let open = open.filter(|form| world.laptops[at].disk.shows(&form.stream));
            let Some(form) = open.or_else(|| something_on_screen(world, at)) else {
                return Ok(());
            };
            let is_open = form.seen.0.values().any(|seen| 1 < seen.len());
            let settling = is_open && (has_thought || world.dice.one_in(2));
            saves(world, at, &form, settling)
        }
    }
}

/// She answers a question that others answered differently, now, or when she has thought it over.
fn settles<G: Ground>(world: &mut World<G>, at: usize) -> Checked {
    let Some(form) = something_to_settle(world, at) else {
        return Ok(());
    };
    if world.dice.one_in(2) {
        // She wants to think it over, and others go on, about the same.
        let asked = form.seen.0.iter().find(|(_, seen)| 1 < seen.len());
        let asked = asked.map(|(field, _)| (form.entity, field.clone()));
        world.laptops[at].form = Some(form);
        let other = world.dice.below(world.laptops.len());
        let Some((entity, field)) = asked.filter(|_| other != at) else {
            return Ok(());
        };
        says_more(world, other, entity, &field)?;
        if !world.laptops[other].away {
            world.pushes(other);
        }
        // She may have thought it over by then, and has not seen it.
        return match world.laptops[at].form.take_if(|_| world.dice.one_in(2)) {
            Some(form) => saves(world, at, &form, true),
            None => Ok(()),
        };
    }
    saves(world, at, &form, true)
}

/// Somebody removes something, or puts back what is removed.
fn removes<G: Ground>(world: &mut World<G>, at: usize) -> Checked {
    let can = |kind: &str| kind == "goal" || kind == "task";
    let disk = &world.laptops[at].disk;
    let visible = disk.visible().into_iter();
    let can: Vec<_> = visible.filter(|(_, (_, kind))| can(kind)).take(4).collect();
    let Some((entity, (stream, kind))) = world.dice.pick(&can) else {
        return Ok(());
    };
    let form = world.laptops[at].open(*entity, stream, kind);
    let (value, parents) = if form.shown.contains_key(REMOVED) {
        let seen = form.seen.0.get(REMOVED).cloned();
        (Value::Null, seen.unwrap_or_default())
    } else {
        (words::removed(&world.dice), form.seen.everything())
    };
    let saw = form.shown.get(REMOVED).cloned().unwrap_or_default();
    let write = Write {
        value,
        parents,
        saw,
    };
    let body = OpBody::Set {
        entity: form.entity,
        kind: form.kind.clone(),
        fields: BTreeMap::from([(REMOVED.to_owned(), write)]),
    };
    says(world, at, &form.stream, body)
}

/// Something is being written about a member; now and then written on.
fn drafts<G: Ground>(world: &mut World<G>, at: usize) {
    let Some(stream) = world.dice.pick(&world.laptops[at].members()).cloned() else {
        return;
    };
    let draft = LeftDraft {
        stream: stream.clone(),
        about: format!("note:{stream}"),
        body: format!("She said ({})", world.now),
        kept_at: world.now,
    };
    let kept = world.commits(at, |_, desk| desk.keep_draft(&draft));
    if kept.kept().is_some() {
        let name = world.laptops[at].name;
        world.tells(|| format!("{name} is writing about {stream}."));
        world.witness.is_writing(world.laptops[at].id, draft);
    }
}

/// Somebody decides about work that was set aside, or once more about the same. Now and then somebody tries who may not.
/// Gives what it was about.
fn decides<G: Ground>(
    world: &mut World<G>,
    at: usize,
    same: Option<EntityId>,
) -> Result<Option<EntityId>, Violation> {
    if !world.laptops[at].steers() && !world.dice.one_in(4) {
        return Ok(None);
    }
    let disk = &world.laptops[at].disk;
    let can_be_taken_over = |entity: &EntityId| {
        let (shown, _) = shown_on(disk, *entity);
        shown
            .get("why")
            .and_then(Value::as_str)
            .is_some_and(|why| matches!(why, "out_of_scope" | "not_allowed" | "lost_device"))
    };
    let visible = disk.visible().into_iter();
    let open: Vec<_> = visible
        .filter(|(entity, (_, kind))| kind == "review" && can_be_taken_over(entity))
        .filter(|(entity, _)| same.is_none_or(|same| *entity == same))
        // Few, so that the same one is decided again.
        .take(2)
        .collect();
    let Some((entity, (stream, kind))) = world.dice.pick(&open) else {
        return Ok(None);
    };
    let form = world.laptops[at].open(*entity, stream, kind);
    let is_taken_over = form
        .shown
        .get("done")
        .is_some_and(|done| done["status"] == "taken_over");
    let decision = if is_taken_over || world.dice.one_in(3) {
        "filed"
    } else {
        "taken_over"
    };
    let mut after = form.shown.clone();
    after.insert("done".to_owned(), serde_json::json!({ "status": decision }));
    let fields = sync::changed_fields(&form.shown, &after, &form.seen);
    let about = Some(form.entity);
    if fields.is_empty() {
        return Ok(about);
    }
    let body = OpBody::Set {
        entity: form.entity,
        kind: form.kind.clone(),
        fields,
    };
    says(world, at, &form.stream, body)?;
    Ok(about)
}

/// Somebody who has lost a member, and knows, claims to have written about her before.
fn backdates<G: Ground>(world: &mut World<G>, at: usize) {
    let disk = &world.laptops[at].disk;
    let lost = disk
        .held_under
        .iter()
        .map(|(stream, ver)| (stream.clone(), *ver));
    let lost: Vec<_> = lost
        .filter(|(stream, _)| !disk.cursors.contains_key(stream))
        .collect();
    let Some((stream, claimed)) = world.dice.pick(&lost).cloned() else {
        return;
    };
    let fields = answers(
        &world.laptops[at].open(EntityId(world.dice.mint()), &stream, "goal"),
        false,
        &world.dice,
    );
    let body = OpBody::Set {
        entity: EntityId(world.dice.mint()),
        kind: "goal".to_owned(),
        fields,
    };
    let ids = (OpId(world.dice.mint()), GroupId(world.dice.mint()));
    let when = world.now + world.laptops[at].clock_off;
    let said = world.commits(at, |laptop, desk| {
        laptop.say(desk, (&stream, body), ids, (when, Some(claimed)))
    });
    if let Some(said) = said.kept() {
        let name = world.laptops[at].name;
        world.tells(|| {
            format!("{name} knows that she has lost {stream}, and says that she wrote this before:")
        });
        let intent = Intent::by(&world.laptops[at], &said);
        world.has_said(
            at,
            Intent {
                knew: true,
                ..intent
            },
        );
    }
}

fn something_to_settle<G: Ground>(world: &World<G>, at: usize) -> Option<Form> {
    let disk = &world.laptops[at].disk;
    let held: Vec<_> = disk
        .entities
        .values()
        .filter(|held| 0 < held.conflicts() && words::KINDS.contains(&held.kind.as_str()))
        .collect();
    let one = world.dice.pick(&held)?;
    Some(world.laptops[at].open(one.id, &one.stream, &one.kind))
}

fn something_on_screen<G: Ground>(world: &World<G>, at: usize) -> Option<Form> {
    let visible: Vec<_> = world.laptops[at].disk.visible().into_iter().collect();
    // What is removed is on no screen, but that of an older release.
    let disk = &world.laptops[at].disk;
    let is_there = |entity: &EntityId| {
        world.laptops[at].older || !shown_on(disk, *entity).0.contains_key(REMOVED)
    };
    let can: Vec<_> = visible
        .iter()
        .filter(|(entity, (_, kind))| words::KINDS.contains(&kind.as_str()) && is_there(entity))
        .collect();
    // The same few things half the time, so that people meet; now and then over a task.
    let few = if world.dice.one_in(2) { 3 } else { can.len() };
    let task = can.iter().position(|(_, (_, kind))| kind == "task");
    let (entity, (stream, kind)) = match task {
        Some(task) if world.dice.one_in(4) => can[task],
        _ => *world.dice.pick(&can[..few.min(can.len())])?,
    };
    Some(world.laptops[at].open(*entity, stream, kind))
}

/// Somebody answers once more what another person is about to settle.
fn says_more<G: Ground>(world: &mut World<G>, at: usize, entity: EntityId, field: &str) -> Checked {
    let visible = world.laptops[at].disk.visible();
    let Some((stream, kind)) = visible.get(&entity) else {
        return Ok(());
    };
    let form = world.laptops[at].open(entity, stream, kind);
    let shown = form.shown.get(field).cloned().unwrap_or_default();
    let value = words::answer(field, &shown, &world.dice);
    if field == REMOVED || value.is_null() {
        return Ok(());
    }
    let mut after = form.shown.clone();
    after.insert(field.to_owned(), value);
    let fields = sync::changed_fields(&form.shown, &after, &form.seen);
    if fields.is_empty() {
        return Ok(());
    }
    let body = OpBody::Set {
        entity,
        kind: kind.clone(),
        fields,
    };
    says(world, at, stream, body)
}

/// One press of *Save*.
fn saves<G: Ground>(world: &mut World<G>, at: usize, form: &Form, settling: bool) -> Checked {
    let laptop = &world.laptops[at];
    let fields = if settling {
        laptop.settles(form, &world.dice)
    } else {
        answers(form, laptop.newer, &world.dice)
    };
    if fields.is_empty() {
        return Ok(());
    }
    let body = OpBody::Set {
        entity: form.entity,
        kind: form.kind.clone(),
        fields,
    };
    says(world, at, &form.stream, body)
}

fn says<G: Ground>(world: &mut World<G>, at: usize, stream: &StreamId, body: OpBody) -> Checked {
    let ids = (OpId(world.dice.mint()), GroupId(world.dice.mint()));
    let when = world.now + world.laptops[at].clock_off;
    let said = world.commits(at, |laptop, desk| {
        laptop.say(desk, (stream, body), ids, (when, None))
    });
    if let Some(said) = said.kept() {
        world.has_said(at, Intent::by(&world.laptops[at], &said));
        world.witness.sees_her_own(&world.laptops[at], &said.op)?;
    }
    Ok(())
}

/// A note about something, or an addendum to a record; once in a while under an id that is taken.
fn signs<G: Ground>(world: &mut World<G>, at: usize) {
    let laptop = &world.laptops[at];
    let records: Vec<_> = laptop
        .disk
        .records
        .iter()
        .map(|(id, held)| (*id, held.stream.clone(), held.received_at))
        .collect();
    let streams = laptop.members();
    let Some(stream) = world.dice.pick(&streams).cloned() else {
        return;
    };
    let note = ("note", stream, EntityId(world.dice.mint()));
    let (kind, stream, about) = match world.dice.pick(&records) {
        Some((id, stream, _)) if world.dice.one_in(2) => {
            ("addendum", stream.clone(), EntityId(id.0))
        }
        _ => note,
    };
    // Taken: the clinic has it.
    let taken = world.dice.pick(&records);
    let taken = taken.filter(|(.., received)| received.is_some() && world.dice.one_in(4));
    // In another life of the ledger whichever of the two arrives first is the record.
    let taken = taken.filter(|_| world.shape.put_back.is_none());
    let id = taken.map_or_else(|| RecordId(world.dice.mint()), |(id, ..)| *id);
    let ids = (OpId(world.dice.mint()), GroupId(world.dice.mint()));
    let when = world.now + world.laptops[at].clock_off;
    let narrative = format!("She was rested. ({})", world.now);
    let stolen = world
        .dice
        .one_in(10)
        .then(|| SigningKey::from_bytes(&world.dice.key()));
    let said = world.commits(at, |laptop, desk| {
        let about = (kind, &stream, about);
        let record = match &stolen {
            Some(key) => laptop.forge(desk, id, about, key),
            None => laptop.sign(desk, id, about, &narrative),
        };
        laptop.say(
            desk,
            (&stream, OpBody::Record { record }),
            ids,
            (when, None),
        )
    });
    if let Some(said) = said.kept() {
        let intent = Intent::by(&world.laptops[at], &said);
        world.has_said(
            at,
            Intent {
                forged: stolen.is_some(),
                ..intent
            },
        );
    }
}

/// Somebody says of a member that she is another one, or takes it back. Now and then somebody tries who may not.
fn joins<G: Ground>(world: &mut World<G>, at: usize) -> Checked {
    if !world.laptops[at].steers() && !world.dice.one_in(4) {
        return Ok(());
    }
    let members = world.laptops[at].members();
    // The same two half of the time, so that people meet over them.
    let few = if world.dice.one_in(2) {
        2
    } else {
        members.len()
    };
    let few = &members[..few.min(members.len())];
    let (Some(stream), Some(other)) = (world.dice.pick(few), world.dice.pick(few)) else {
        return Ok(());
    };
    let (Some(member), Some(other)) = (stream.member(), other.member()) else {
        return Ok(());
    };
    let form = world.laptops[at].open(member.into(), stream, "member");
    let mut after = form.shown.clone();
    // It is taken back nearly as often as it is said.
    if form.shown.contains_key(words::SAME_AS) && !world.dice.one_in(3) {
        after.remove(words::SAME_AS);
    } else {
        after.insert(words::SAME_AS.to_owned(), serde_json::json!(other));
    }
    let fields = sync::changed_fields(&form.shown, &after, &form.seen);
    if fields.is_empty() {
        return Ok(());
    }
    let body = OpBody::Set {
        entity: form.entity,
        kind: form.kind.clone(),
        fields,
    };
    says(world, at, &form.stream, body)
}

/// The lead changes who works with a member. Now and then somebody tries who may not.
fn steers<G: Ground>(world: &mut World<G>, at: usize) -> Checked {
    if !world.laptops[at].steers() && !world.dice.one_in(4) {
        return Ok(());
    }
    let visible = world.laptops[at].disk.visible();
    let episodes: Vec<_> = visible
        .iter()
        .filter(|(_, (_, kind))| kind == "episode")
        .collect();
    let Some((entity, (stream, kind))) = world.dice.pick(&episodes) else {
        return Ok(());
    };
    let form = world.laptops[at].open(**entity, stream, kind);
    // Of the first two most are on it, of many others few.
    let helpers = world.helpers().into_iter().enumerate();
    let chosen =
        helpers.filter(|(place, _)| !world.dice.one_in(3) && (*place < 2 || world.dice.one_in(2)));
    let team: Vec<_> = chosen.map(|(_, helper)| helper).collect();
    let mut after = form.shown.clone();
    after.insert("team".to_owned(), words::team(&team));
    let fields = sync::changed_fields(&form.shown, &after, &form.seen);
    if fields.is_empty() {
        return Ok(());
    }
    let body = OpBody::Set {
        entity: form.entity,
        kind: form.kind.clone(),
        fields,
    };
    says(world, at, &form.stream, body)
}
