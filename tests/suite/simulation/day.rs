//! A simulated day: so many steps in which anybody may do anything and the network may do its worst; then it heals, and
//! everything has to come to rest.

use care::{EntityId, GroupId, OpId, RecordId, Role};
use sync::device::Batch;
use sync::wire::LeftDraft;
use sync::{OpBody, StreamId};

use super::intent::Intent;
use super::laptop::{Form, answers};
use super::plan::Plan;
use super::witness::{Checked, broken};
use super::words;
use super::world::{Load, Parcel, World};

/// Steps before the network heals.
const STEPS: usize = 240;
/// Times everybody may try after it has healed; far more than it takes.
const ROUNDS_MAX: usize = 60;

/// Plays one day; what rule it broke, if it broke one.
pub(crate) fn play(plan: Plan) -> Result<World, super::witness::Violation> {
    let mut world = World::new(plan);
    world.witness.reads(&world.book)?;
    for _ in 0..STEPS {
        step(&mut world)?;
        world.witness.nothing_is_lost(&world.laptops, &world.book)?;
        world
            .witness
            .no_draft_is_lost(&world.laptops, &world.book)?;
    }
    heal(&mut world)?;
    world.witness.all_is_settled(&world.laptops, &world.book)?;
    Ok(world)
}

fn step(world: &mut World) -> Checked {
    let at = world.dice.below(world.laptops.len());
    world.now += 60_000;
    match world.dice.below(100) {
        0..=27 => somebody_acts(world, at),
        28..=39 if !world.laptops[at].away => {
            world.laptops[at].batch = Batch {
                ops: 1 + world.dice.below(6),
                ..Batch::WHOLE
            };
            world.pushes(at);
            Ok(())
        }
        40..=52 if !world.laptops[at].away => {
            world.pulls(at);
            Ok(())
        }
        56..=84 if !world.post.is_empty() => world.delivers(world.dice.below(world.post.len())),
        85..=92 if !world.post.is_empty() => {
            network_fails(world);
            Ok(())
        }
        93..=94 => {
            world.crashes(at);
            Ok(())
        }
        95..=96 => {
            // Weeks in the field, and back.
            world.laptops[at].away = !world.laptops[at].away;
            world.now += 14 * 24 * 3_600_000;
            Ok(())
        }
        53..=55 if !world.laptops[at].away => world.accounts(at),
        97 => {
            if world.plan.clocks_wrong {
                world.laptops[at].clock_off = -world.laptops[at].clock_off - 86_400_000;
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The network loses something, says it twice, or tears a hole into it.
fn network_fails(world: &mut World) {
    let place = world.dice.below(world.post.len());
    match world.dice.below(6) {
        4..=5 => {
            if let Some(late) = world.dice.pick(&world.attic).cloned() {
                world.post.push(late);
            }
        }
        0 | 1 => {
            world.post.swap_remove(place);
        }
        2 => {
            let again = world.post[place].clone();
            world.post.push(again);
        }
        _ => {
            // As from a reader that did not see an earlier change which was committed later.
            if let Parcel {
                load: Load::Pulled(pulled),
                ..
            } = &mut world.post[place]
                && let Some(page) = pulled.pages.iter_mut().find(|page| 1 < page.changes.len())
            {
                page.changes
                    .remove(world.dice.below(page.changes.len() - 1));
            }
        }
    }
}

/// Somebody does something at her laptop.
fn somebody_acts(world: &mut World, at: usize) -> Checked {
    match world.dice.below(17) {
        12 => {
            drafts(world, at);
            Ok(())
        }
        13 => decides(world, at),
        14 => {
            backdates(world, at);
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
        6..=7 => {
            let Some(form) = something_on_screen(world, at) else {
                return Ok(());
            };
            saves(world, at, &form, true)
        }
        _ => {
            let open = world.laptops[at].form.take();
            // A form about a member who has left this laptop is closed with her.
            let open = open.filter(|form| world.laptops[at].disk.shows(&form.stream));
            let Some(form) = open.or_else(|| something_on_screen(world, at)) else {
                return Ok(());
            };
            saves(world, at, &form, false)
        }
    }
}

/// Something is being written about a member; now and then written on.
fn drafts(world: &mut World, at: usize) {
    let Some(stream) = world.dice.pick(&world.laptops[at].members()).cloned() else {
        return;
    };
    let draft = LeftDraft {
        stream: stream.clone(),
        about: format!("note:{stream}"),
        body: format!("She said ({})", world.now),
        kept_at: world.now,
    };
    let kept = world.commits(at, |_, disk| {
        disk.drafts.insert(stream, draft.clone());
    });
    if kept.is_some() {
        world.witness.is_writing(world.laptops[at].id, draft);
    }
}

/// Somebody decides about work that was set aside. Now and then somebody tries who may not.
fn decides(world: &mut World, at: usize) -> Checked {
    let open: Vec<_> = world.laptops[at]
        .disk
        .visible()
        .into_iter()
        .filter(|(_, (_, kind))| kind == "review")
        .collect();
    let Some((entity, (stream, kind))) = world.dice.pick(&open) else {
        return Ok(());
    };
    let form = world.laptops[at].open(*entity, stream, kind);
    let decision = if world.dice.one_in(3) {
        "filed"
    } else {
        "taken_over"
    };
    let mut after = form.shown.clone();
    after.insert("done".to_owned(), serde_json::json!({ "status": decision }));
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

/// Somebody who has lost a member, and knows, claims to have written about her before.
fn backdates(world: &mut World, at: usize) {
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
        &world.dice,
    );
    let body = OpBody::Set {
        entity: EntityId(world.dice.mint()),
        kind: "goal".to_owned(),
        fields,
    };
    let ids = (OpId(world.dice.mint()), GroupId(world.dice.mint()));
    let when = world.now + world.laptops[at].clock_off;
    let said = world.commits(at, |laptop, disk| {
        let known = disk.gver;
        disk.gver = claimed;
        let said = laptop.say(disk, (&stream, body), ids, when);
        disk.gver = known;
        said
    });
    if let Some(said) = said {
        let intent = Intent::by(&world.laptops[at], &said);
        world.witness.intends(Intent {
            knew: true,
            ..intent
        });
    }
}

fn something_on_screen(world: &World, at: usize) -> Option<Form> {
    let visible: Vec<_> = world.laptops[at].disk.visible().into_iter().collect();
    let can: Vec<_> = visible
        .iter()
        .filter(|(_, (_, kind))| words::KINDS.contains(&kind.as_str()))
        .collect();
    let (entity, (stream, kind)) = world.dice.pick(&can)?;
    Some(world.laptops[at].open(*entity, stream, kind))
}

/// One press of *Save*.
fn saves(world: &mut World, at: usize, form: &Form, settling: bool) -> Checked {
    let laptop = &world.laptops[at];
    let fields = if settling {
        laptop.settles(form, &world.dice)
    } else {
        answers(form, &world.dice)
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

fn says(world: &mut World, at: usize, stream: &StreamId, body: OpBody) -> Checked {
    let ids = (OpId(world.dice.mint()), GroupId(world.dice.mint()));
    let when = world.now + world.laptops[at].clock_off;
    let said = world.commits(at, |laptop, disk| {
        laptop.say(disk, (stream, body), ids, when)
    });
    if let Some(said) = said {
        world.witness.intends(Intent::by(&world.laptops[at], &said));
        world.witness.sees_her_own(&world.laptops[at], &said.op)?;
    }
    Ok(())
}

/// A note about something, or an addendum to a record; once in a while under an id that is taken.
fn signs(world: &mut World, at: usize) {
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
    let id = taken.map_or_else(|| RecordId(world.dice.mint()), |(id, ..)| *id);
    let ids = (OpId(world.dice.mint()), GroupId(world.dice.mint()));
    let when = world.now + world.laptops[at].clock_off;
    let narrative = format!("She was rested. ({})", world.now);
    let said = world.commits(at, |laptop, disk| {
        let record = laptop.sign(disk, id, (kind, &stream, about), &narrative);
        laptop.say(disk, (&stream, OpBody::Record { record }), ids, when)
    });
    if let Some(said) = said {
        world.witness.intends(Intent::by(&world.laptops[at], &said));
    }
}

/// The lead changes who works with a member. Now and then somebody tries who may not.
fn steers(world: &mut World, at: usize) -> Checked {
    let may = world.laptops[at].role != Role::Nurse
        && world.laptops[at].role != Role::CommunityHealthWorker;
    if !may && !world.dice.one_in(4) {
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
    let helpers = world.laptops[..2].iter().map(|one| (one.staff, one.role));
    let team: Vec<_> = helpers.filter(|_| !world.dice.one_in(3)).collect();
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

/// The network is whole again, nobody crashes, everybody is back. What was under way still arrives, in any order.
fn heal(world: &mut World) -> Checked {
    world.healed = true;
    for _ in 0..ROUNDS_MAX {
        for at in 0..world.laptops.len() {
            world.laptops[at].batch = Batch::WHOLE;
            world.pushes(at);
            world.pulls(at);
            world.accounts(at)?;
        }
        while !world.post.is_empty() {
            let place = world.dice.below(world.post.len());
            world.delivers(place)?;
        }
        if world
            .laptops
            .iter()
            .all(|laptop| world.witness.is_at_rest(laptop, &world.book))
        {
            return Ok(());
        }
    }
    broken(
        "I11",
        "it never comes to rest although the network has healed",
    )
}
