//! A day: one world, so many deaths, and at last everything exchanged and checked.

use std::fmt;

use crate::chance::Dice;
use crate::checks::{Wrong, at_the_end};
use crate::database::Falls;
use crate::moment::Moment;
use crate::mutant::Flaw;
use crate::office::{self, Did, Shelf};
use crate::process::Who;
use crate::stage::{Came, Ended, Stage};
use crate::store::Depth;
use crate::template::Template;

/// So many deaths before everything is brought to rest and a new world begins.
pub(crate) const CYCLES_A_DAY: u32 = 25;
/// Every so many deaths a file is looked at from end to end.
const FULL_EVERY: u32 = 10;

/// Every so many deaths the clinic's office does something by hand, three different things in turn.
const TURN: u64 = 8;
const BACKUP: u64 = 2;
const RESTORE: u64 = 6;
const HAND_OVER: u64 = 4;
const SHORTER_FEED: u64 = 7;
/// And so often two records are joined and parted, and something is fetched anew.
const JOINS: [u64; 2] = [1, 5];
const ANEW: u64 = 3;
const BEGINNINGS: u64 = 3;
/// Every so many days the ledger is in PostgreSQL; which of them.
const IN_POSTGRES: (u64, u64) = (3, 2);
/// On these so many rounds in a hundred are the database's, besides those in which a ledger in a file goes back to a backup.
const DATABASE_PERCENT: u32 = 40;
/// Two records are joined and parted so often before somebody dies at the latest.
const JOINS_MAX: u32 = 3;

/// What happened on the days so far.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    pub(crate) cycles: u32,
    typists: u32,
    clinics: u32,
    /// Deaths at the moment that was drawn, and not when everything was done.
    in_the_middle: u32,
    /// Of those, on a laptop's first exchange, and before a restored clinic had everything again.
    first_exchanges: u32,
    replays: u32,
    joins: u32,
    fetches: u32,
    backups: u32,
    restores: u32,
    taken_in: u32,
    shortened: u32,
    /// What the PostgreSQL beneath a ledger died of: all of it, and one of its processes.
    databases: u32,
    backends: u32,
    /// Of the four before, those that were killed on the way.
    broken_off: u32,
    things: usize,
}

/// A promise that was not kept.
#[derive(Debug)]
pub(crate) struct Violation {
    pub(crate) seed: u64,
    /// Which death of the day, counted from 1; none at its end.
    pub(crate) cycle: u32,
    pub(crate) what: Wrong,
    tail: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            seed,
            cycle,
            what,
            tail,
        } = self;
        write!(
            f,
            "seed {seed}, death {cycle}: {what}\nThe last lines:\n{tail}\n\
             Again: cargo xtask torture --seed {seed} --cycles {CYCLES_A_DAY}"
        )
    }
}

/// Plays one day; gives what happened, or the first promise that was not kept.
pub(crate) fn play(
    template: &Template,
    seed: u64,
    cycles: u32,
    flaw: Option<Flaw>,
    tally: &mut Tally,
) -> Result<(), Violation> {
    let (every, which) = IN_POSTGRES;
    let is_in_postgres = flaw.map_or(seed % every == which, Flaw::is_in_postgres);
    let mut stage = Stage::new(template, flaw, is_in_postgres);
    let mut shelf = Shelf::default();
    for cycle in 1..=cycles {
        // Each death has dice of its own: what the processes do in the time they are given draws nothing.
        let dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add(u64::from(cycle)));
        let depth = if cycle % FULL_EVERY == 0 {
            Depth::Full
        } else {
            Depth::Quick
        };
        let outcome = one_death(&mut stage, &mut shelf, &dice, (seed, cycle), tally)
            .and_then(|()| stage.look(depth));
        tally.cycles += 1;
        outcome.map_err(|what| violation(seed, cycle, what, &stage))?;
    }
    comes_to_rest(&mut stage).map_err(|what| violation(seed, cycles, what, &stage))?;
    tally.things += stage.book.saved.len();
    Ok(())
}

fn violation(seed: u64, cycle: u32, what: Wrong, stage: &Stage<'_>) -> Violation {
    let tail = stage.book.tail();
    Violation {
        seed,
        cycle,
        what,
        tail,
    }
}

fn one_death(
    stage: &mut Stage<'_>,
    shelf: &mut Shelf,
    dice: &Dice,
    (seed, cycle): (u64, u32),
    tally: &mut Tally,
) -> Result<(), Wrong> {
    // Every other day begins with a feed that has forgotten everything.
    if cycle == 1 && seed.is_multiple_of(2) {
        tally.shortened += 1;
        let did = office::shortens_the_feed(stage, dice, true)?;
        tally.broken_off += u32::from(did == Did::BrokenOff);
    }
    // In turns, so that every day has some of each; where they begin is the seed's.
    let turn = (seed % BEGINNINGS + u64::from(cycle)) % TURN;
    if stage.database.is_some() && (turn == RESTORE || dice.percent(DATABASE_PERCENT)) {
        return over_a_database(stage, dice, tally);
    }
    let did = match turn {
        BACKUP => {
            tally.backups += 1;
            office::backs_up(stage, shelf, dice)?
        }
        RESTORE => {
            let did = office::restores(stage, shelf, dice)?;
            tally.restores += u32::from(did != Did::Nothing);
            did
        }
        // What follows on what a restore has taken away would be set aside until it is offered again.
        HAND_OVER if !stage.book.restored => {
            let did = office::takes_in(stage, dice)?;
            tally.taken_in += u32::from(did != Did::Nothing);
            did
        }
        SHORTER_FEED => {
            tally.shortened += 1;
            office::shortens_the_feed_meanwhile(stage, dice)?
        }
        _ => Did::Nothing,
    };
    tally.broken_off += u32::from(did == Did::BrokenOff);
    if did == Did::BrokenOff {
        return Ok(());
    }
    if JOINS.contains(&turn) && stage.book.exchanged {
        return over_a_join(stage, dice, tally);
    }
    if turn == ANEW && stage.loses_something(dice.below(1_000))? {
        return over_a_stream_anew(stage, dice, tally);
    }
    somebody_dies(stage, dice, tally)
}

/// Two records are joined and parted, and somebody dies over it.
fn over_a_join(stage: &mut Stage<'_>, dice: &Dice, tally: &mut Tally) -> Result<(), Wrong> {
    let mut moment = Some(Moment::of_an_exchange(dice));
    let met = stage.book.met.clone().unwrap_or_else(|| "-".to_owned());
    let what = format!("join {met} {}", 1 + dice.below(JOINS_MAX));
    let came = stage.does(&what, &mut moment)?;
    tally.joins += u32::from(came == Came::Moment);
    kills(stage, dice, came, tally)
}

/// A laptop finds that it holds something otherwise than the clinic and fetches it anew, and somebody dies over it.
fn over_a_stream_anew(stage: &mut Stage<'_>, dice: &Dice, tally: &mut Tally) -> Result<(), Wrong> {
    let mut moment = Some(Moment::of_an_exchange(dice));
    let came = stage.does("exchange", &mut moment)?;
    tally.fetches += u32::from(came == Came::Moment && !stage.book.is_mended);
    kills(stage, dice, came, tally)
}

/// The typist works and exchanges, and the PostgreSQL beneath the ledger dies over it, now and then with the clinic or the typist.
/// Whoever is left works on, before it is there again or after.
fn over_a_database(stage: &mut Stage<'_>, dice: &Dice, tally: &mut Tally) -> Result<(), Wrong> {
    let mut moment = Some(if stage.book.exchanged {
        Moment::of_a_day(dice)
    } else {
        Moment::of_a_first_exchange(dice)
    });
    let what = format!("go {} {}", dice.seed(), 2 + dice.below(12));
    let came = stage.does(&what, &mut moment)?;
    tally.in_the_middle += u32::from(came == Came::Moment);
    let how = if dice.percent(60) {
        Falls::Whole
    } else {
        Falls::AtWork
    };
    if let Some(database) = &mut stage.database
        && database.falls(how)
    {
        tally.databases += u32::from(how == Falls::Whole);
        tally.backends += u32::from(how == Falls::AtWork);
    }
    let is_waited_for = dice.percent(50);
    match dice.below(4) {
        0 => {
            tally.clinics += 1;
            stage.kill(Who::Clinic)?;
        }
        1 => {
            tally.typists += 1;
            stage.kill(Who::Typist)?;
        }
        _ => {}
    }
    if is_waited_for {
        stage.until_done(&mut None)?;
    }
    if let Some(database) = &mut stage.database {
        database.rises();
    }
    stage.until_done(&mut None).map(drop)
}

/// The typist works and exchanges; at some moment of it the typist dies, or the clinic, or both.
fn somebody_dies(stage: &mut Stage<'_>, dice: &Dice, tally: &mut Tally) -> Result<(), Wrong> {
    let (is_first, is_after_restore) = (!stage.book.exchanged, stage.book.restored);
    let mut moment = Some(if is_first {
        Moment::of_a_first_exchange(dice)
    } else {
        Moment::of_a_day(dice)
    });
    let (seed, acts) = (dice.seed(), 2 + dice.below(12));
    let came = stage.works(seed, acts, &mut moment)?;
    let is_in_the_middle = came == Came::Moment;
    tally.first_exchanges += u32::from(is_in_the_middle && is_first && !stage.book.exchanged);
    tally.replays += u32::from(is_in_the_middle && is_after_restore && stage.book.restored);
    kills(stage, dice, came, tally)
}

/// `kill -9` on the typist, the clinic, or both. Whoever is left works on without the other.
fn kills(stage: &mut Stage<'_>, dice: &Dice, came: Came, tally: &mut Tally) -> Result<(), Wrong> {
    tally.in_the_middle += u32::from(came == Came::Moment);
    let victims: &[Who] = match dice.below(100) {
        0..=39 => &[Who::Typist],
        40..=74 => &[Who::Clinic],
        75..=87 => &[Who::Typist, Who::Clinic],
        _ => &[Who::Clinic, Who::Typist],
    };
    for who in victims {
        match who {
            Who::Typist => tally.typists += 1,
            Who::Clinic => tally.clinics += 1,
            Who::Office => {}
        }
        stage.kill(*who)?;
    }
    stage.until_done(&mut None).map(drop)
}

/// Everything is exchanged; then both die once more, and everything is looked at.
fn comes_to_rest(stage: &mut Stage<'_>) -> Result<(), Wrong> {
    stage.opens_the_clinic(&mut None)?;
    stage.sits_down(&mut None)?;
    stage.asks("drain");
    stage.until_done(&mut None)?;
    stage.kill(Who::Typist)?;
    stage.kill(Who::Clinic)?;
    stage.look(Depth::Full)?;
    at_the_end(&stage.book, &stage.held)?;
    match stage.runs(&["verify"], &mut None)? {
        Ended::ByItself(true, _) => Ok(()),
        other @ (Ended::Killed | Ended::ByItself(..)) => {
            Err(format!("the ledger does not hold: {other:?}"))
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} rounds: kill -9 on {} laptops and {} clinics, {} rounds in the middle of work, {} of a first exchange, \
             {} of what follows a restore, {} of joining two records, {} of a stream fetched anew; {} backups, {} restores and {} files taken in and {} feeds made shorter, {} of them killed on the way; {} times PostgreSQL, {} times one of its processes; {} things saved",
            self.cycles,
            self.typists,
            self.clinics,
            self.in_the_middle,
            self.first_exchanges,
            self.replays,
            self.joins,
            self.fetches,
            self.backups,
            self.restores,
            self.taken_in,
            self.shortened,
            self.broken_off,
            self.databases,
            self.backends,
            self.things
        )
    }
}
