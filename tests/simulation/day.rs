//! A simulated day: so many steps in which anybody may do anything and the network may do its worst; then it heals, and
//! everything has to come to rest.

use sync::device::Batch;

use super::acts::somebody_acts;
use super::ground::Ground;
use super::plan::Plan;
use super::post;
use super::transcript::Transcript;
use super::witness::{Checked, Violation, broken};
use super::world::World;
use super::{custody, full, lives};

/// Times everybody may try after it has healed; far more than it takes.
const ROUNDS_MAX: usize = 60;

/// Plays one day; what rule it broke, if it broke one.
pub(crate) fn play<G: Ground>(
    plan: Plan,
    ground: G,
    transcript: Option<Transcript>,
) -> Result<World<G>, Violation> {
    let mut world = World::new(plan, ground, transcript);
    match plays(&mut world) {
        Ok(()) => Ok(world),
        Err(violation) => Err(world.in_words(violation)),
    }
}

fn plays<G: Ground>(world: &mut World<G>) -> Checked {
    world.witness.reads(&world.book)?;
    for _ in 0..world.shape.steps {
        world.changes_role_now_and_then()?;
        step(world)?;
        world
            .witness
            .nothing_new_is_lost(&world.laptops, &world.book)?;
        world
            .witness
            .no_picture_is_lost(&world.laptops, &world.book)?;
    }
    heal(world)?;
    world.witness.all_is_settled(&world.laptops, &world.book)
}

fn step<G: Ground>(world: &mut World<G>) -> Checked {
    custody::step(world)?;
    full::step(world);
    post::changes_a_piece(world)?;
    let at = world.dice.below(world.laptops.len());
    world.now += 60_000;
    let ways = if world.shape.put_back.is_some() {
        121
    } else {
        112
    };
    match world.dice.below(ways) {
        // Nobody sits there any more.
        0..=57 | 93..=98 | 101..=111 if world.is_erased(at) => Ok(()),
        // The laptop shows nothing: nobody can do anything.
        0..=33 if world.shows_nothing(at) => Ok(()),
        0..=33 => somebody_acts(world, at),
        34..=43 if !world.laptops[at].away => {
            sends(world, at);
            Ok(())
        }
        44..=54 if !world.laptops[at].away => {
            asks(world, at);
            Ok(())
        }
        55..=57 if !world.laptops[at].away => world.accounts(at),
        58..=85 if !world.post.is_empty() => world.delivers(world.dice.below(world.post.len())),
        86..=92 if !world.post.is_empty() => post::fails(world),
        93..=94 => {
            world.crashes(at, "out of the blue");
            Ok(())
        }
        95..=96 => {
            goes_away_or_comes_back(world, at);
            Ok(())
        }
        97 => {
            if world.plan.clocks_wrong {
                world.laptops[at].clock_off = -world.laptops[at].clock_off - 86_400_000;
            }
            Ok(())
        }
        98 if !world.laptops[at].away => {
            world.parks(at);
            Ok(())
        }
        99..=100 => {
            world.compacts();
            Ok(())
        }
        101 => {
            world.harms(at);
            Ok(())
        }
        102 if !world.laptops[at].away => {
            world.compares(at);
            Ok(())
        }
        103..=104 if !world.laptops[at].away => {
            world.wants(at);
            Ok(())
        }
        105..=111 if !world.laptops[at].away => world.carries(at),
        112..=120 if !world.is_erased(at) => lives::step(world, at),
        _ => Ok(()),
    }
}

/// A laptop asks for what is new, or for what it fetches anew.
fn asks<G: Ground>(world: &mut World<G>, at: usize) {
    if !world.laptops[at].disk.stages.is_empty() && world.dice.one_in(2) {
        world.wants(at);
    } else {
        world.pulls(at);
    }
}

/// A laptop sends some of what waits.
fn sends<G: Ground>(world: &mut World<G>, at: usize) {
    world.laptops[at].batch = Batch {
        ops: 1 + world.dice.below(6),
        bytes: if world.dice.one_in(4) {
            1 + world.dice.below(2_000)
        } else {
            Batch::WHOLE.bytes
        },
    };
    world.pushes(at);
}

/// Weeks in the field, and back.
fn goes_away_or_comes_back<G: Ground>(world: &mut World<G>, at: usize) {
    let laptop = &mut world.laptops[at];
    laptop.away = !laptop.away;
    let (name, where_to) = (
        laptop.name,
        if laptop.away { "out of reach" } else { "back" },
    );
    world.now += 14 * 24 * 3_600_000;
    world.tells(|| format!("Two weeks pass. {name} is {where_to}."));
}

/// The network is whole again, nobody crashes, everybody is back. What was under way still arrives, in any order.
fn heal<G: Ground>(world: &mut World<G>) -> Checked {
    world.healed = true;
    full::ends(world);
    custody::comes_to_an_end(world);
    world.tells(|| "The network heals, and everybody is back.".to_owned());
    let (mut is_compared, mut unrest) = (false, None);
    for _ in 0..ROUNDS_MAX {
        custody::goes_on(world)?;
        world.offers_again()?;
        for at in world.there() {
            world.laptops[at].batch = Batch::WHOLE;
            world.pushes(at);
            world.pulls(at);
            world.wants(at);
            world.accounts(at)?;
        }
        world.delivers_everything()?;
        world.carries_everything()?;
        let mut all = 0..world.laptops.len();
        unrest = all.find_map(|at| world.unrest(at));
        if unrest.is_none() {
            if is_compared {
                // What came to harm was found and mended, or is found now.
                world.witness.harmed.clear();
                return Ok(());
            }
            is_compared = true;
            for at in world.there() {
                world.compares(at);
            }
        }
    }
    broken(
        "I11",
        format!(
            "it never comes to rest although the network has healed; {}",
            unrest.unwrap_or_default()
        ),
    )
}
