//! Deterministic simulation: three laptops and a clinic through bad networks, crashes and wrong clocks.
//!
//! Each seed is a day that can be played again. After every step the witness checks what must be true then; when the
//! network has healed and everything has come to rest, it checks the rest. The real code of `sync` runs over stores in
//! memory. Rules and stores that are broken on purpose have to be noticed, or the checks are worth nothing.

mod bench;
mod book;
mod checks;
mod day;
mod dice;
mod disk;
mod intent;
mod laptop;
mod laws;
mod plan;
mod scope;
mod small_world;
mod standing;
mod witness;
mod words;
mod world;

use std::panic::{AssertUnwindSafe, catch_unwind};

use sync::{Mutant, Rules};

use day::play;
use plan::Plan;

pub(crate) use book::Book;
pub(crate) use disk::{Disk, Flaw, Said};
pub(crate) use laptop::shown_on;

/// Days played in every test run; `SATCHEL_SEEDS=20000` plays more of them.
const SEEDS: u64 = 400;
/// A rule broken on purpose is noticed within so many days.
const SEEDS_TO_NOTICE: u64 = 150;

/// A number somebody asks for in the environment.
fn asked_for(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn days_of_bad_luck_lose_nothing_and_end_in_agreement() {
    let days = asked_for("SATCHEL_SEEDS").unwrap_or(SEEDS);
    let seeds = asked_for("SATCHEL_SEED").map_or(0..days, |seed| seed..seed + 1);
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let shares: Vec<_> = (0..hands)
            .map(|hand| {
                let mut share = seeds.clone().skip(hand).step_by(hands);
                scope.spawn(move || share.find_map(trouble_on))
            })
            .collect();
        let troubles = shares.into_iter().filter_map(|share| share.join().unwrap());
        let troubles: Vec<String> = troubles.collect();
        assert!(troubles.is_empty(), "{}", troubles.join("\n"));
    });
}

/// What went wrong on a day, and how to play it again.
fn trouble_on(seed: u64) -> Option<String> {
    let played = catch_unwind(AssertUnwindSafe(|| play(Plan::sound(seed)).map(drop)));
    let what = match played {
        Ok(Ok(())) => return None,
        Ok(Err(violation)) => format!("{}: {}", violation.rule, violation.how),
        Err(_) => "the day ended in a panic".to_owned(),
    };
    Some(format!(
        "{what}\nagain: SATCHEL_SEED={seed} cargo test -p satchel-tests --test suite days_of_bad_luck"
    ))
}

/// The first day on which what is broken is noticed, and by which rule.
fn noticed(plan: impl Fn(u64) -> Plan) -> Option<(u64, &'static str)> {
    (0..SEEDS_TO_NOTICE).find_map(|seed| {
        play(plan(seed))
            .err()
            .map(|violation| (seed, violation.rule))
    })
}

fn without(mutant: Mutant) -> Option<(u64, &'static str)> {
    noticed(|seed| Plan {
        rules: Rules::without(mutant),
        ..Plan::sound(seed)
    })
}

#[test]
fn a_clinic_where_the_last_writer_wins_is_noticed() {
    let found = without(Mutant::LastWriterWins);
    assert!(matches!(found, Some((_, "I2"))), "{found:?}");
}

#[test]
fn a_laptop_that_steps_over_a_hole_is_noticed() {
    let found = without(Mutant::CursorGap);
    assert!(matches!(found, Some((_, "I6"))), "{found:?}");
}

#[test]
fn a_laptop_that_forgets_what_it_has_only_sent_is_noticed() {
    let found = without(Mutant::ForgetOnSend);
    assert!(matches!(found, Some((_, "I1"))), "{found:?}");
}

#[test]
fn a_clinic_that_applies_an_operation_again_is_noticed() {
    let found = without(Mutant::ApplyTwice);
    assert!(matches!(found, Some((_, "I4"))), "{found:?}");
}

#[test]
fn a_laptop_that_takes_an_answer_from_before_is_noticed() {
    let found = without(Mutant::LatePullAccepted);
    assert!(matches!(found, Some((_, "I6" | "I7" | "I11"))), "{found:?}");
}

#[test]
fn a_laptop_that_drops_the_work_with_the_member_is_noticed() {
    let found = without(Mutant::DropOnRevoke);
    assert!(matches!(found, Some((_, "I1" | "I13"))), "{found:?}");
}

#[test]
fn a_clinic_that_sets_late_work_aside_is_noticed() {
    let found = without(Mutant::LateWorkRefused);
    assert!(matches!(found, Some((_, "I3"))), "{found:?}");
}

#[test]
fn a_clinic_that_believes_what_is_backdated_is_noticed() {
    let found = without(Mutant::BackdatingBelieved);
    assert!(matches!(found, Some((_, "I7"))), "{found:?}");
}

#[test]
fn every_mutant_has_a_test_here() {
    for mutant in Mutant::ALL {
        match mutant {
            Mutant::LastWriterWins
            | Mutant::CursorGap
            | Mutant::ForgetOnSend
            | Mutant::ApplyTwice
            | Mutant::LatePullAccepted
            | Mutant::DropOnRevoke
            | Mutant::LateWorkRefused
            | Mutant::BackdatingBelieved
            | Mutant::EpochIgnored
            | Mutant::CopiesForgotten
            | Mutant::CopiesDroppedEarly
            | Mutant::ForkParked => {}
        }
    }
}

#[test]
fn every_flaw_of_a_store_is_noticed() {
    for flaw in Flaw::ALL {
        let found = noticed(|seed| Plan {
            flaw: Some(flaw),
            ..Plan::sound(seed)
        });
        assert!(found.is_some(), "{flaw:?} went unnoticed");
    }
}

#[test]
fn the_same_seed_plays_the_same_day() {
    let (one, two) = (play(Plan::sound(7)), play(Plan::sound(7)));
    let ops = |world: Result<world::World, _>| {
        let book = world.ok().map(|world| world.book);
        book.map(|book| {
            book.ops
                .values()
                .map(|kept| kept.text.to_string())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(ops(one), ops(two));
}

/// What the clinic holds in the end, without the times that were written down.
fn in_the_end(plan: Plan) -> Vec<String> {
    let world = play(plan).unwrap_or_else(|violation| panic!("{violation:?}"));
    let fields = world.book.entities.values().flat_map(|one| &one.fields);
    let told = fields.filter(|(field, _)| !matches!(field.as_str(), "writtenAt" | "receivedAt"));
    let heads = told.flat_map(|(_, heads)| heads);
    heads
        .map(|head| format!("{} {} {:?}", head.op, head.value, head.agreed))
        .collect()
}

#[test]
fn clocks_decide_nothing() {
    for seed in 0..10 {
        let right = Plan {
            clocks_wrong: false,
            ..Plan::sound(seed)
        };
        assert_eq!(
            in_the_end(right),
            in_the_end(Plan::sound(seed)),
            "seed {seed}"
        );
    }
}
