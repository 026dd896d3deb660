//! From the list to days: what is due for one pregnancy, and how each of it stands on a day.

use std::collections::BTreeMap;

use care::{CareStanding, PregnancyEnding};
use chrono::{Days, NaiveDate};

use super::{Anchor, Item, Perinatal};

/// What the days are counted from, as far as anybody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// From this day the weeks are counted; absent where nobody has dated it.
    pub began: Option<NaiveDate>,
    /// The due date.
    pub due: Option<NaiveDate>,
    /// The day from which she is in our care; what was over before presses nobody.
    pub known: NaiveDate,
    /// How, as far as anybody wrote it down, and when it ended.
    pub end: Option<(Option<PregnancyEnding>, NaiveDate)>,
    /// The day she lost it, or a baby.
    pub loss: Option<NaiveDate>,
    /// Babies who live, by their order, with the day of birth.
    pub babies: Vec<(u8, NaiveDate)>,
}

/// What somebody wrote down of one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// What.
    pub item: String,
    /// Which of several.
    pub about: String,
    /// How it stands.
    pub is: CareStanding,
    /// The day.
    pub on: NaiveDate,
}

/// A screen that was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The instrument.
    pub instrument: String,
    /// The day.
    pub on: NaiveDate,
}

/// How something stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It took place on this day.
    Done(NaiveDate),
    /// It did not take place.
    Missed(NaiveDate),
    /// She does not want it.
    Declined(NaiveDate),
    /// It is arranged for this day.
    Arranged(NaiveDate),
    /// It was arranged for a day that has passed, and nobody said whether it took place.
    Ask(NaiveDate),
    /// It is due now.
    Due,
    /// Its last day has passed.
    Late,
    /// It will be due.
    Later,
    /// Its time has passed and nobody wrote anything down; it presses no more.
    Passed,
}

/// Something that is due, with its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slot<'a> {
    /// What.
    pub item: &'a Item,
    /// Which baby; empty for the rest.
    pub about: String,
    /// From this day.
    pub from: NaiveDate,
    /// By this day.
    pub by: NaiveDate,
    /// How it stands.
    pub state: State,
    /// Whether somebody has to do something about it now.
    pub presses: bool,
}

impl Perinatal {
    /// Everything that is due around one pregnancy, in order of its days, and how each stands today.
    pub fn schedule(
        &self,
        course: &Course,
        recorded: &[Recorded],
        asked: &[Asked],
        today: NaiveDate,
    ) -> Vec<Slot<'_>> {
        let mut slots: Vec<Slot<'_>> = self
            .items
            .iter()
            .flat_map(|item| course.slots(item))
            .collect();
        slots.sort_by(|one, other| {
            let place = |slot: &Slot<'_>| (slot.from, slot.by, slot.item.entry.code.clone());
            (place(one), &one.about).cmp(&(place(other), &other.about))
        });
        let ends = following(&slots);
        for (slot, next) in slots.iter_mut().zip(&ends) {
            slot.state = course.state(slot, *next, (recorded, asked), today);
        }
        // What can no longer come about is not drawn.
        slots.retain(|slot| !course.is_void(slot));
        let ends = following(&slots);
        for (slot, next) in slots.iter_mut().zip(ends) {
            let is_last = next.is_none_or(|next| today < next);
            // Nobody makes up for a visit of a pregnancy that has ended.
            let is_behind = course.end.is_some() && is_of_the_pregnancy(slot.item);
            slot.presses = match slot.state {
                _ if is_behind => false,
                State::Due | State::Late | State::Missed(_) => is_last,
                State::Ask(_) => true,
                State::Done(_)
                | State::Declined(_)
                | State::Arranged(_)
                | State::Later
                | State::Passed => false,
            };
            if !is_last && matches!(slot.state, State::Due | State::Late) {
                slot.state = State::Passed;
            }
        }
        slots
    }
}

/// For each slot the first day of the next of its series.
fn following(slots: &[Slot<'_>]) -> Vec<Option<NaiveDate>> {
    let mut next: BTreeMap<(&str, &str), NaiveDate> = BTreeMap::new();
    let mut ends: Vec<Option<NaiveDate>> = slots
        .iter()
        .rev()
        .map(|slot| next.insert((&slot.item.series, &slot.about), slot.from))
        .collect();
    ends.reverse();
    ends
}

fn in_days(from: NaiveDate, days: i32) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs().into());
    if days < 0 {
        from.checked_sub_days(by)
    } else {
        from.checked_add_days(by)
    }
}

impl Course {
    /// The days of an item: one slot, one for each baby, or none.
    fn slots<'a>(&self, item: &'a Item) -> Vec<Slot<'a>> {
        let slot = |about: String, at: NaiveDate| {
            Some(Slot {
                item,
                about,
                from: in_days(at, item.from_day)?,
                by: in_days(at, item.by_day)?,
                state: State::Later,
                presses: false,
            })
        };
        let one = |at: Option<NaiveDate>| -> Vec<Slot<'a>> {
            at.and_then(|at| slot(String::new(), at))
                .into_iter()
                .collect()
        };
        // Where nobody says how it ended, only what is due after every end is due.
        let after = |what: PregnancyEnding| item.after.contains(&what);
        let end = self.end.filter(|(what, _)| match what {
            Some(what) => after(*what),
            None => PregnancyEnding::ALL.iter().copied().all(after),
        });
        match item.anchor {
            Anchor::Gestation => one(self.began),
            Anchor::Known => one(Some(self.known)),
            Anchor::End => one(end.map(|(_, on)| on)),
            Anchor::Loss => one(self.loss),
            Anchor::DueDate => one(self.due.filter(|_| self.loss.is_some())),
            Anchor::Baby => {
                let babies = self.babies.iter();
                babies
                    .filter_map(|(order, born)| slot(order.to_string(), *born))
                    .collect()
            }
        }
    }

    fn state(
        &self,
        slot: &Slot<'_>,
        next: Option<NaiveDate>,
        (recorded, asked): (&[Recorded], &[Asked]),
        today: NaiveDate,
    ) -> State {
        let code = &slot.item.entry.code;
        let own = recorded
            .iter()
            .find(|one| one.item == *code && one.about == slot.about);
        // What was done elsewhere of the same kind counts for the days in which it lies.
        let until = next.unwrap_or(NaiveDate::MAX);
        let within = |on: NaiveDate| slot.from <= on && on < until;
        let met = recorded
            .iter()
            .filter(|one| one.is == CareStanding::Done && slot.item.met_by.contains(&one.item))
            .map(|one| one.on);
        let screens = asked
            .iter()
            .filter(|one| slot.item.instruments.contains(&one.instrument))
            .map(|one| one.on);
        let done = met.chain(screens).filter(|on| within(*on)).max();
        match (own.map(|own| (own.is, own.on)), done) {
            (Some((CareStanding::Done, on)), _) | (_, Some(on)) => State::Done(on),
            (Some((CareStanding::Missed, on)), None) => State::Missed(on),
            (Some((CareStanding::Declined, on)), None) => State::Declined(on),
            (Some((CareStanding::Arranged, on)), None) if on < today => State::Ask(on),
            (Some((CareStanding::Arranged, on)), None) => State::Arranged(on),
            (None, None) if self.is_over(slot) => State::Passed,
            (None, None) if today < slot.from => State::Later,
            (None, None) if today <= slot.by => State::Due,
            (None, None) => State::Late,
        }
    }

    /// Whether nobody has to do it any more: it was over before she came, or belongs to a pregnancy that has ended.
    fn is_over(&self, slot: &Slot<'_>) -> bool {
        slot.by < self.known || (self.end.is_some() && is_of_the_pregnancy(slot.item))
    }

    /// Whether it cannot come about any more, and nothing was written down that did.
    fn is_void(&self, slot: &Slot<'_>) -> bool {
        let Some((_, ended)) = self.end else {
            return false;
        };
        let happened = match slot.state {
            State::Done(on) | State::Missed(on) | State::Declined(on) => on <= ended,
            State::Arranged(_) | State::Ask(_) => false,
            State::Due | State::Late | State::Later | State::Passed => slot.from <= ended,
        };
        is_of_the_pregnancy(slot.item) && !happened
    }
}

/// What belongs to the time before the end.
fn is_of_the_pregnancy(item: &Item) -> bool {
    match item.anchor {
        Anchor::Gestation | Anchor::Known => true,
        Anchor::End | Anchor::Loss | Anchor::DueDate | Anchor::Baby => false,
    }
}
