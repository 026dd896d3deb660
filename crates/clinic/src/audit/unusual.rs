//! What a supervisor or a privacy officer should ask about: unusual weeks, each with its rule and its numbers.
//!
//! A line is a reason to ask, not a finding. Every rule can be worked out by hand from `audit list`.

use std::collections::{BTreeMap, BTreeSet};

use care::{AuditAction, MemberId, StaffId};
use serde::Serialize;
use sync::StreamId;
use sync::audit::AuditEntry;

use super::reading::Names;
use crate::ledger::{LedgerError, Tx, params};

/// A day and a week in milliseconds.
const DAY: i64 = 24 * 3_600_000;
pub(super) const WEEK: i64 = 7 * DAY;
/// What is usual is taken from so many weeks before.
const WEEKS_BEFORE: i64 = 8;
/// Fewer people than this are nobody's question.
const PEOPLE_MANY: usize = 20;
/// So many times as many as in her fullest week before.
const TIMES_MANY: usize = 2;
/// Looks at an hour at which she never looked before.
const LOOKS_AT_NEW_HOURS: usize = 5;
/// Below this nothing is known of her hours.
const LOOKS_TO_KNOW_HOURS: usize = 50;
/// Files and pages handed out.
const EXPORTS_MANY: usize = 5;
/// Wrong passphrases on one laptop.
const FAILED_MANY: usize = 5;

/// Why somebody should ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnusualRule {
    /// Looked at people who were not hers when she did.
    OutsideCaseload,
    /// Looked at many more people than in any week before.
    ManyPeople,
    /// Looked at hours of the day at which she never did before.
    NewHours,
    /// Handed out many files.
    ManyExports,
    /// Wrong passphrases on her laptop.
    FailedUnlocks,
    /// Her laptop's entries have a gap, or two histories.
    BrokenChain,
}

/// One line of the report.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Unusual {
    /// Why.
    pub rule: UnusualRule,
    /// Who: a name, or the computer where nobody is known.
    pub who: String,
    /// How many this week.
    pub count: usize,
    /// How many are usual, or the limit.
    pub usual: usize,
}

impl Unusual {
    /// The reason in a sentence.
    pub fn reason(&self) -> String {
        let Self { count, usual, .. } = self;
        match self.rule {
            UnusualRule::OutsideCaseload => {
                format!("looked at {count} people who were not in her caseload when she did")
            }
            UnusualRule::ManyPeople => format!(
                "looked at {count} people; the most in any of the {WEEKS_BEFORE} weeks before was {usual}"
            ),
            UnusualRule::NewHours => format!(
                "looked {count} times at hours of the day (UTC) at which she never did in the {WEEKS_BEFORE} weeks before; \
                 {usual} would be told"
            ),
            UnusualRule::ManyExports => {
                format!("handed out {count} files; {usual} would be told")
            }
            UnusualRule::FailedUnlocks => {
                format!("{count} wrong passphrases; {usual} would be told")
            }
            UnusualRule::BrokenChain => {
                format!("{count} times entries were missing or there were two histories")
            }
        }
    }
}

/// What somebody did.
#[derive(Default)]
struct Her {
    /// People she looked at, week by week; the last is the one that is asked about.
    people: BTreeMap<i64, BTreeSet<MemberId>>,
    hours_before: BTreeSet<i64>,
    looks_before: usize,
    /// Looks of this week by hour.
    hours: BTreeMap<i64, usize>,
    outside: BTreeSet<MemberId>,
    exports: usize,
    looks: Vec<(i64, MemberId)>,
}

/// What was unusual in the week that ends at `until`.
pub(super) fn unusual(tx: &Tx<'_>, until: i64) -> Result<Vec<Unusual>, LedgerError> {
    let from = until.saturating_sub(WEEK);
    let first = from.saturating_sub(WEEK.saturating_mul(WEEKS_BEFORE));
    let (mut them, mut computers) = (BTreeMap::<StaffId, Her>::new(), BTreeMap::new());
    let params = params! { ":from": first, ":until": until };
    tx.each(include_str!("between.sql"), params, |row| {
        let chain: String = row.get(0)?;
        let Ok(entry) = serde_json::from_str::<AuditEntry>(&row.get::<String>(1)?) else {
            return Ok(());
        };
        let is = |action: AuditAction| entry.action == action.code();
        let is_now = from <= entry.at;
        if is_now && is(AuditAction::UnlockFailed) {
            let of: &mut (usize, usize) = computers.entry(chain).or_default();
            of.0 = of.0.saturating_add(1);
        } else if is_now && (is(AuditAction::AuditGap) || is(AuditAction::AuditFork)) {
            let device = super::text(entry.device);
            let of: &mut (usize, usize) = computers.entry(device).or_default();
            of.1 = of.1.saturating_add(1);
        } else if let Some(actor) = entry.actor {
            them.entry(actor).or_default().did(&entry, from);
        }
        Ok(())
    })?;
    let names = Names::of(tx)?;
    let mut told = Vec::new();
    for (staff, mut her) in them {
        her.looks_outside(tx, staff)?;
        her.tells(&names.who(staff), &mut told);
    }
    for (chain, (failed, broken)) in computers {
        let who = chain.parse().map(|device| names.computer(device));
        let who = who.unwrap_or(chain);
        let lines = [
            (UnusualRule::FailedUnlocks, failed, FAILED_MANY),
            (UnusualRule::BrokenChain, broken, 1),
        ];
        told.extend(lines.into_iter().filter(|line| line.2 <= line.1).map(
            |(rule, count, usual)| Unusual {
                rule,
                who: who.clone(),
                count,
                usual,
            },
        ));
    }
    told.sort();
    Ok(told)
}

impl Her {
    fn did(&mut self, entry: &AuditEntry, from: i64) {
        let is_now = from <= entry.at;
        if entry.action == AuditAction::Export.code() && is_now {
            self.exports = self.exports.saturating_add(1);
        }
        let looks = [AuditAction::View, AuditAction::Search];
        if !looks.iter().any(|action| entry.action == action.code()) {
            return;
        }
        let hour = entry.at.rem_euclid(DAY) / 3_600_000;
        if is_now {
            let of = self.hours.entry(hour).or_default();
            *of = of.saturating_add(1);
        } else {
            self.hours_before.insert(hour);
            self.looks_before = self.looks_before.saturating_add(1);
        }
        if let Some(member) = entry.member {
            let week = entry.at.saturating_sub(from).div_euclid(WEEK);
            self.people.entry(week).or_default().insert(member);
            if is_now {
                self.looks.push((entry.at, member));
            }
        }
    }

    fn looks_outside(&mut self, tx: &Tx<'_>, staff: StaffId) -> Result<(), LedgerError> {
        for (at, member) in std::mem::take(&mut self.looks) {
            let params = params! {
                ":stream": StreamId::Member(member).to_string(),
                ":staff": staff.to_string(),
                ":at": at,
            };
            let granted = tx.one(include_str!("granted.sql"), params, |_| Ok(()))?;
            if granted.is_none() {
                self.outside.insert(member);
            }
        }
        Ok(())
    }

    fn tells(&self, who: &str, told: &mut Vec<Unusual>) {
        let people = self.people.get(&0).map_or(0, BTreeSet::len);
        let before = self.people.iter().filter(|(week, _)| **week < 0);
        let fullest = before.map(|(_, people)| people.len()).max().unwrap_or(0);
        let many = PEOPLE_MANY.max(fullest.saturating_mul(TIMES_MANY));
        let new_hours = self.hours.iter();
        let new_hours = new_hours.filter(|(hour, _)| !self.hours_before.contains(hour));
        let at_new_hours: usize = new_hours.map(|(_, looks)| *looks).sum();
        let knows_hours = LOOKS_TO_KNOW_HOURS <= self.looks_before;
        let lines = [
            (
                !self.outside.is_empty(),
                UnusualRule::OutsideCaseload,
                self.outside.len(),
                0,
            ),
            (many < people, UnusualRule::ManyPeople, people, fullest),
            (
                knows_hours && LOOKS_AT_NEW_HOURS <= at_new_hours,
                UnusualRule::NewHours,
                at_new_hours,
                LOOKS_AT_NEW_HOURS,
            ),
            (
                EXPORTS_MANY <= self.exports,
                UnusualRule::ManyExports,
                self.exports,
                EXPORTS_MANY,
            ),
        ];
        for (is_so, rule, count, usual) in lines {
            if is_so {
                told.push(Unusual {
                    rule,
                    who: who.to_owned(),
                    count,
                    usual,
                });
            }
        }
    }
}
