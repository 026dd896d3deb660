//! The care plan: needs, goals in the member's words and order, and the steps towards them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, line, within};
use crate::{
    Entity, Field, GoalId, GoalSource, Moves, Refusal, Segment, StaffId, Why, codes, quiet_debug,
};

quiet_debug!(
    Plan,
    Agreement,
    Need,
    Words,
    Goal,
    GoalProgress,
    Intervention,
    Owner,
    Done
);

/// What holds a member's plan together: when it was agreed with her, and when it is looked at again.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Plan {
    /// Absent while the plan is still being made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreed: Option<Agreement>,
    /// The day the plan is reviewed at the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_by: Option<NaiveDate>,
}

/// The member said yes to her plan.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// The day.
    pub on: NaiveDate,
    /// The language it was gone through in, BCP 47.
    pub language: String,
    /// Who went through it with her.
    pub with: StaffId,
}

impl Entity for Plan {
    const KIND: &'static str = "plan";
    const FIELDS: &'static [Field] = &[
        Field::group("agreed", &["on", "language", "with"], Segment::General),
        Field::one("reviewBy", Segment::General),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        match &self.agreed {
            Some(agreed) if today < agreed.on => Err(Refusal {
                field: "agreed",
                why: Why::InTheFuture,
            }),
            Some(_) | None => Ok(()),
        }
    }
}

codes! {
    /// The twelve areas a care manager asks about.
    Domain {
        Physical = "physical", Mental = "mental", Substances = "substances", Oral = "oral",
        Development = "development", Dementia = "dementia", LongTerm = "long_term", Palliative = "palliative",
        Trauma = "trauma", Social = "social", Food = "food", Housing = "housing",
    }
}

codes! {
    /// What came of asking about an area. An area nobody asked about has no need at all.
    Standing { HasNeed = "has_need", NoNeed = "no_need", Later = "later", Declined = "declined" }
}

/// A need, or the answer that there is none, in one area.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Need {
    /// The area.
    pub domain: Domain,
    /// What came of asking.
    pub standing: Standing,
    /// The need in words; empty where there is none.
    #[serde(default)]
    pub words: String,
    /// The day she was asked.
    pub asked_on: NaiveDate,
}

impl Entity for Need {
    const KIND: &'static str = "need";
    const FIELDS: &'static [Field] = &[
        Field::one("domain", Segment::Health),
        Field::one("standing", Segment::Health),
        Field::one("words", Segment::Narrative),
        Field::one("askedOn", Segment::General),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        if today < self.asked_on {
            return Err(Refusal {
                field: "askedOn",
                why: Why::InTheFuture,
            });
        }
        if self.standing == Standing::HasNeed {
            line("words", &self.words)?;
        }
        within("words", &self.words, limits::WORDS_CHARS_MAX)
    }
}

/// What somebody said, in the language they said it in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Words {
    /// The words.
    pub text: String,
    /// Their language, BCP 47.
    pub language: String,
    /// The same in the other language of the team; empty when not translated.
    #[serde(default)]
    pub translation: String,
}

/// A goal: what she wants, as she says it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Goal {
    /// Her words.
    pub statement: Words,
    /// The area it belongs to.
    pub domain: Domain,
    /// Her order: goals are shown by this text, ascending. See [`rank_between`].
    pub rank: String,
    /// How it stands.
    #[serde(default)]
    pub progress: GoalProgress,
    /// What is in the way; empty when nothing is.
    #[serde(default)]
    pub barrier: String,
    /// What she brings herself; empty when not asked.
    #[serde(default)]
    pub strength: String,
    /// The suggestion it was made of; absent where somebody thought of it without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<GoalSource>,
}

impl Entity for Goal {
    const KIND: &'static str = "goal";
    const FIELDS: &'static [Field] = &[
        Field::group(
            "statement",
            &["text", "language", "translation"],
            Segment::Narrative,
        ),
        Field::one("domain", Segment::Health),
        Field::one("rank", Segment::General),
        Field::group("progress", &["status", "reason", "on"], Segment::Narrative),
        Field::one("barrier", Segment::Narrative),
        Field::one("strength", Segment::Narrative),
        Field::group(
            "from",
            &["suggestion", "by", "code", "says", "on", "facts"],
            Segment::Health,
        ),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        if self.statement.text.trim().is_empty() {
            return Err(Refusal {
                field: "statement",
                why: Why::Missing,
            });
        }
        within("statement", &self.statement.text, limits::WORDS_CHARS_MAX)?;
        within(
            "statement",
            &self.statement.translation,
            limits::WORDS_CHARS_MAX,
        )?;
        within("progress", &self.progress.reason, limits::WORDS_CHARS_MAX)?;
        within("barrier", &self.barrier, limits::WORDS_CHARS_MAX)?;
        within("strength", &self.strength, limits::WORDS_CHARS_MAX)?;
        line("rank", &self.rank)?;
        if let Some(from) = &self.from {
            from.check()?;
        }
        match self.progress.on {
            Some(on) if today < on => Err(Refusal {
                field: "progress",
                why: Why::InTheFuture,
            }),
            Some(_) | None => Ok(()),
        }
    }
}

codes! {
    /// How a goal stands.
    GoalStatus { NotStarted = "not_started", Moving = "moving", Stuck = "stuck", Reached = "reached", LetGo = "let_go" }
}

/// How a goal stands, since when and why: one answer, never mixed from two.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GoalProgress {
    /// How it stands.
    pub status: GoalStatus,
    /// Why; empty when it speaks for itself.
    #[serde(default)]
    pub reason: String,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
}

impl Default for GoalProgress {
    fn default() -> Self {
        Self {
            status: GoalStatus::NotStarted,
            reason: String::new(),
            on: None,
        }
    }
}

/// One step towards a goal, with somebody who does it and a day.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Intervention {
    /// The goal it serves.
    pub goal: GoalId,
    /// What is done.
    pub what: String,
    /// Who does it.
    pub owner: Owner,
    /// By when; absent for "some time".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<NaiveDate>,
    /// How it stands.
    #[serde(default)]
    pub done: Done,
}

impl Intervention {
    /// Open, and its day has passed.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        self.done.status == StepStatus::ToDo && self.due.is_some_and(|due| due < today)
    }
}

impl Entity for Intervention {
    const KIND: &'static str = "intervention";
    const FIELDS: &'static [Field] = &[
        Field::one("goal", Segment::General),
        Field::one("what", Segment::Narrative),
        Field::group("owner", &["staff", "words"], Segment::General),
        Field::one("due", Segment::General),
        Field::group("done", &["status", "on", "by", "reason"], Segment::General)
            .moving(Moves::Done),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        if self.what.trim().is_empty() {
            return Err(Refusal {
                field: "what",
                why: Why::Missing,
            });
        }
        within("what", &self.what, limits::WORDS_CHARS_MAX)?;
        within("owner", &self.owner.words, limits::LINE_CHARS_MAX)?;
        match self.done.on {
            Some(on) if today < on => Err(Refusal {
                field: "done",
                why: Why::InTheFuture,
            }),
            Some(_) | None => Ok(()),
        }
    }
}

/// Who does a step: one of the staff, or somebody in words ("Rosa and you", "Hearthway").
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Owner {
    /// One of the staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff: Option<StaffId>,
    /// Anybody else, or more exactly.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub words: String,
}

codes! {
    /// How a step or task stands.
    StepStatus { ToDo = "to_do", Done = "done", Dropped = "dropped" }
}

impl StepStatus {
    /// The arrows. What was done or dropped may be taken up again, and what was ticked by mistake dropped.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::ToDo => matches!(next, Self::Done | Self::Dropped),
            Self::Done => matches!(next, Self::ToDo | Self::Dropped),
            Self::Dropped => matches!(next, Self::ToDo | Self::Done),
        }
    }
}

/// How a step or task stands, since when, by whom and why.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Done {
    /// How it stands.
    pub status: StepStatus,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<NaiveDate>,
    /// Who said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// Why it was dropped; empty otherwise.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

impl Default for Done {
    fn default() -> Self {
        Self {
            status: StepStatus::ToDo,
            on: None,
            by: None,
            reason: String::new(),
        }
    }
}

/// A text that sorts after `before` and before `after`; the empty text stands for an open end.
///
/// Ranks are written in the letters `a`–`z`, and never end in `a`, so that there is always room before any of
/// them. Two people who put a goal in the same place make the same rank; then the goal's id decides, on every
/// device alike.
pub fn rank_between(before: &str, after: &str) -> String {
    const LOW: u8 = b'a';
    const HIGH: u8 = b'z' + 1;
    let mut rank = String::new();
    let (mut low, mut high) = (before.bytes(), Some(after.bytes()));
    loop {
        let floor = low.next().unwrap_or(LOW);
        let ceiling = match &mut high {
            Some(bytes) if !after.is_empty() => bytes.next().unwrap_or(HIGH),
            Some(_) | None => HIGH,
        };
        let middle = floor.midpoint(ceiling);
        if floor < middle && middle < ceiling {
            rank.push(char::from(middle));
            return rank;
        }
        rank.push(char::from(floor));
        if floor < ceiling {
            high = None;
        }
    }
}

#[cfg(test)]
#[expect(clippy::arithmetic_side_effects, reason = "small numbers of a test")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_rank_lies_between_its_neighbours() {
        assert_eq!(rank_between("", ""), "n");
        for (before, after) in [
            ("", "n"),
            ("n", ""),
            ("n", "o"),
            ("n", "nb"),
            ("az", "b"),
            ("", "b"),
            ("", "ab"),
        ] {
            let rank = rank_between(before, after);
            assert!(
                before < rank.as_str() && (after.is_empty() || rank.as_str() < after),
                "{before} {rank} {after}"
            );
        }
    }

    proptest! {
        // R007: the order is hers, and can always be changed.
        #[test]
        fn goals_can_be_reordered_for_ever(choices in prop::collection::vec(0_usize..8, 1..60)) {
            let mut ranks: Vec<String> = Vec::new();
            for choice in choices {
                let at = choice % (ranks.len() + 1);
                let before = at.checked_sub(1).map_or("", |left| ranks[left].as_str());
                let after = ranks.get(at).map_or("", String::as_str);
                let rank = rank_between(before, after);
                ranks.insert(at, rank);
            }
            prop_assert!(ranks.windows(2).all(|pair| pair[0] < pair[1]), "{ranks:?}");
        }
    }

    #[test]
    fn a_need_without_words_is_refused() {
        let today = "2026-02-03".parse().unwrap();
        let need = |standing| Need {
            domain: Domain::Food,
            standing,
            words: String::new(),
            asked_on: today,
        };
        assert_eq!(
            need(Standing::HasNeed).check(today),
            Err(Refusal {
                field: "words",
                why: Why::Missing
            })
        );
        assert_eq!(need(Standing::NoNeed).check(today), Ok(()));
    }
}
