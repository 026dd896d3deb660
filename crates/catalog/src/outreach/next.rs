//! When and how to try next.
//!
//! Nobody is given up by a rule: as long as no outcome says that nothing follows, there is a next attempt.

use std::collections::BTreeSet;

use care::HomeKind;
use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::{Method, Outcome, Outreach, Way};

/// An attempt that was made and counts as made, the way the rule looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tried<'a> {
    /// The day.
    pub day: NaiveDate,
    /// The hour it began, 0 to 23.
    pub hour: u32,
    /// How, by its code.
    pub method: &'a str,
    /// What came of it, by its code.
    pub outcome: &'a str,
    /// The day she asked to be asked again.
    pub again: Option<NaiveDate>,
}

/// By what she can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach<'a> {
    /// A number is known that may be called.
    pub has_phone: bool,
    /// Ways she asked never to be reached by, and it was granted.
    pub never: &'a [Way],
    /// How she is housed, if that is known.
    pub home: Option<HomeKind>,
}

/// What is suggested.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Next {
    /// The day; it may have passed.
    pub on: NaiveDate,
    /// How, by its code.
    pub method: String,
    /// The part of the day, by its code; absent where any is as good.
    pub hour: Option<String>,
    /// Why so.
    pub because: Because,
}

/// Why it is suggested so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Because {
    /// Nobody has tried yet.
    First,
    /// She asked for that day.
    SheAsked,
    /// She was reached this way.
    Reached,
    /// This way was tried too often without reaching her, or leads to her no longer.
    AnotherWay,
    /// The same way at another hour.
    AnotherHour,
}

impl Outreach {
    /// What is suggested next for somebody who was named or met on `since`; nothing where an outcome says that nothing
    /// follows. `tried` is in the order in which it happened.
    pub fn next(&self, tried: &[Tried<'_>], reach: Reach<'_>, since: NaiveDate) -> Option<Next> {
        let Some(last) = tried.last() else {
            let way = *self.open_ways(tried, reach).first()?;
            return Some(Next {
                on: self.workday(later(since, self.rule.first_within_days)),
                method: self.method_of(way, reach)?.named.code.clone(),
                hour: None,
                because: Because::First,
            });
        };
        let outcome = self.outcome(last.outcome);
        // What an older or newer list calls otherwise is followed up like one who was not there.
        let days = outcome.map_or(Some(self.rule.first_within_days), |one| one.again_days);
        let asked = last.again;
        let on = asked.or_else(|| days.map(|days| later(last.day, days)))?;
        let (way, moved) = self.way(tried, reach)?;
        let was_reached = outcome.is_some_and(|one| one.reached);
        let because = match (asked, was_reached, moved) {
            (Some(_), _, _) => Because::SheAsked,
            (None, true, _) => Because::Reached,
            (None, false, true) => Because::AnotherWay,
            (None, false, false) => Because::AnotherHour,
        };
        let same = (!moved).then(|| self.method(last.method)).flatten();
        let same = same.filter(|method| method.why_not.is_none());
        let method = same.or_else(|| self.method_of(way, reach))?;
        Some(Next {
            on: if asked.is_some() {
                on
            } else {
                self.workday(on)
            },
            method: method.named.code.clone(),
            hour: self.best_hour(tried, way),
            because,
        })
    }

    /// The way to try next, and whether it is another than the last.
    fn way(&self, tried: &[Tried<'_>], reach: Reach<'_>) -> Option<(Way, bool)> {
        let last = tried.last()?;
        let last_way = self.method(last.method).map(|method| method.way);
        let open = self.open_ways(tried, reach);
        let since_reached = tried.iter().rev().take_while(|one| !self.reached(one));
        let missed: Vec<Way> = since_reached.filter_map(|one| self.way_of(one)).collect();
        let times = |way: Way| missed.iter().filter(|missed| **missed == way).count();
        let stays = last_way
            .filter(|way| open.contains(way) && times(*way) < self.rule.same_way_max)
            .map(|way| (way, false));
        let other = || {
            let others = open.iter().copied().filter(|way| Some(*way) != last_way);
            // The least tried; of those alike, the preferred one.
            let fewest = others.min_by_key(|way| times(*way));
            fewest.map(|way| (way, true))
        };
        let only = || open.first().map(|way| (*way, Some(*way) != last_way));
        stays.or_else(other).or_else(only)
    }

    /// The ways that may lead to her, the preferred one first. Somebody without a number and a place can still be met.
    fn open_ways(&self, tried: &[Tried<'_>], reach: Reach<'_>) -> Vec<Way> {
        let ruled_out: BTreeSet<Way> = tried
            .iter()
            .filter_map(|one| self.outcome(one.outcome))
            .flat_map(|outcome: &Outcome| outcome.rules_out.iter().copied())
            .collect();
        let leads = |way: &Way| match way {
            _ if reach.never.contains(way) => false,
            Way::Phone | Way::Text => reach.has_phone,
            Way::InPerson | Way::Electronic | Way::Letter => true,
        };
        let open = self.rule.prefer.iter().copied();
        let open: Vec<Way> = open
            .filter(|way| leads(way) && !ruled_out.contains(way))
            .collect();
        if open.is_empty() {
            vec![Way::InPerson]
        } else {
            open
        }
    }

    fn method_of(&self, way: Way, reach: Reach<'_>) -> Option<&Method> {
        let place = match reach.home {
            Some(HomeKind::Shelter) => care::Place::Shelter,
            Some(HomeKind::Own | HomeKind::WithOthers) => care::Place::Home,
            Some(HomeKind::Institution) => care::Place::Clinic,
            Some(HomeKind::Street | HomeKind::Vehicle | HomeKind::Unknown) | None => {
                care::Place::Street
            }
        };
        let of_way = || self.methods.iter().filter(move |method| method.way == way);
        of_way()
            .find(|method| method.place == Some(place))
            .or_else(|| of_way().find(|method| method.why_not.is_none()))
    }

    /// The part of the day in which she was reached this way, or else the one in which that was tried least.
    fn best_hour(&self, tried: &[Tried<'_>], way: Way) -> Option<String> {
        let of_way = || {
            tried
                .iter()
                .filter(move |one| self.way_of(one) == Some(way))
        };
        let good = of_way().rev().find(|one| self.reached(one));
        if let Some(hour) = good.and_then(|one| self.hour(one.hour)) {
            return Some(hour.named.code.clone());
        }
        let times = |from: u32, to: u32| {
            of_way()
                .filter(|one| (from..to).contains(&one.hour))
                .count()
        };
        let least = self
            .hours
            .iter()
            .min_by_key(|hour| times(hour.from, hour.to));
        least.map(|hour| hour.named.code.clone())
    }

    fn way_of(&self, one: &Tried<'_>) -> Option<Way> {
        self.method(one.method).map(|method| method.way)
    }

    fn reached(&self, one: &Tried<'_>) -> bool {
        self.outcome(one.outcome)
            .is_some_and(|outcome| outcome.reached)
    }

    fn workday(&self, day: NaiveDate) -> NaiveDate {
        let until_monday = match day.weekday() {
            Weekday::Sat => 2,
            Weekday::Sun => 1,
            Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => 0,
        };
        if self.rule.skip_weekends {
            later(day, until_monday)
        } else {
            day
        }
    }
}

fn later(day: NaiveDate, days: u32) -> NaiveDate {
    day.checked_add_days(Days::new(days.into())).unwrap_or(day)
}
