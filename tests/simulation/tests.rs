//! The simulation, played in every test run: `cargo xtask test` plays ten thousand days more.

use sync::Mutant;

use super::catch::{Broken, Trouble, on_all_cores, trouble_on};
use super::day::play;
use super::flaw::Flaw;
use super::ground::Memory;
use super::plan::Plan;
use super::transcript::{Lines, Transcript};
use super::world::World;

const DAYS: u64 = 200;
/// Days that are played twice: some of every sort.
const DAYS_TWICE: u64 = 60;
/// Every day tells more than so many lines.
const STEPS_TOLD: usize = 50;

#[test]
fn days_of_bad_luck_lose_nothing_and_end_in_agreement() {
    let seeds: Vec<u64> = (0..DAYS).collect();
    let troubles: Vec<Trouble> = on_all_cores(&seeds, |seed| trouble_on(*seed))
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(troubles, []);
}

/// The invariants by which a broken rule may be noticed.
const fn noticed_by(mutant: Mutant) -> &'static [&'static str] {
    match mutant {
        Mutant::LastWriterWins
        | Mutant::SettlesUnseen
        | Mutant::ProtectionDelayed
        | Mutant::AgreementForgotten
        | Mutant::UnseenTakenOut
        | Mutant::MovedFromAnywhere
        | Mutant::ParentsBySeq
        | Mutant::RemovalWins => &["I2"],
        Mutant::CursorGap | Mutant::CursorBack => &["I6", "I10"],
        Mutant::ForgetOnSend | Mutant::DraftsDropped => &["I1"],
        Mutant::TakenOverAgain => &["I4"],
        // An operation that comes again is judged anew: it has a second effect, or its first after it was set aside.
        Mutant::ApplyTwice => &["I3", "I4"],
        Mutant::LatePullAccepted => &["I6", "I7", "I11"],
        Mutant::DropOnRevoke => &["I1", "I13"],
        Mutant::LateWorkRefused | Mutant::ReviewForgotten | Mutant::ForkParked => &["I3"],
        Mutant::BackdatingBelieved
        | Mutant::ScopeIgnored
        | Mutant::RoleIgnored
        | Mutant::GrantsStay
        | Mutant::JoinedInDoubt
        | Mutant::JoinedForEver
        | Mutant::LostBelieved
        | Mutant::PictureForAnybody
        | Mutant::MaskForgottenInSnapshot => &["I7"],
        Mutant::SignatureUnchecked => &["I9"],
        Mutant::FloorIgnored => &["I11"],
        Mutant::SnapshotKeepsTheGone | Mutant::SnapshotFromItsEnd | Mutant::DigestOfIds => {
            &["I5", "I6", "I10", "I11"]
        }
        Mutant::CopiesForgotten | Mutant::CopiesDroppedEarly => &["I1", "I3"],
        Mutant::PicturesFirst => &["I17"],
        Mutant::PictureUnchecked | Mutant::PictureUnmarked => &["I11", "I17"],
        Mutant::PictureSentTooSoon => &["I13", "I17"],
        Mutant::EpochFromBackup | Mutant::EpochIgnored => {
            &["I1", "I3", "I5", "I6", "I10", "I11", "I13"]
        }
    }
}

#[test]
fn a_broken_rule_is_noticed_by_the_invariant_it_keeps() {
    for mutant in Mutant::ALL.iter().chain(Mutant::OF_A_RESTORE) {
        let found = Broken::Rule(*mutant).noticed();
        let rightly = found.is_some_and(|(_, rule)| noticed_by(*mutant).contains(&rule));
        assert!(rightly, "{mutant:?}: {found:?}");
    }
}

#[test]
fn every_flaw_of_a_store_is_noticed() {
    for flaw in Flaw::ALL {
        assert!(
            Broken::Store(flaw).noticed().is_some(),
            "{flaw:?} went unnoticed"
        );
    }
}

fn played(plan: Plan) -> World<Memory> {
    play(plan, Memory, None).unwrap_or_else(|violation| panic!("{violation:?}"))
}

/// All that is told of a day, and every operation that the clinic has in the end, byte for byte.
fn told(plan: Plan) -> Vec<String> {
    let lines = Lines::default();
    let world = play(plan, Memory, Some(Transcript::into(&lines)));
    let world = world.unwrap_or_else(|violation| panic!("{violation:?}"));
    let mut told = lines.take();
    told.extend(world.book.arrived.iter().map(ToString::to_string));
    told.extend(world.book.ops.values().map(|kept| kept.text.to_string()));
    told
}

/// The first line in which two of them differ.
fn difference(one: &[String], other: &[String]) -> Option<usize> {
    let lines = one.len().max(other.len());
    (0..lines).find(|line| one.get(*line) != other.get(*line))
}

#[test]
fn the_same_seed_tells_the_same_line_by_line() {
    for seed in 0..DAYS_TWICE {
        let (one, other) = (told(Plan::sound(seed)), told(Plan::sound(seed)));
        assert!(STEPS_TOLD < one.len(), "seed {seed} tells nothing");
        let line = difference(&one, &other);
        assert_eq!(
            line.map(|line| (&one[line], &other[line])),
            None,
            "seed {seed}"
        );
    }
    // Whoever compares would see it: what the clinic's clock says is in no line, and in one operation's text.
    let right = Plan {
        clocks_wrong: false,
        ..Plan::sound(1)
    };
    assert!(difference(&told(Plan::sound(1)), &told(right)).is_some());
    assert!(difference(&told(Plan::sound(1)), &told(Plan::sound(2))).is_some());
}

/// What the clinic holds in the end, without the times that were written down.
fn in_the_end(plan: Plan) -> Vec<String> {
    let world = played(plan);
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
