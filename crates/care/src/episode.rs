//! The enrolment episode: from the day somebody names a person to the day she no longer needs us.
//!
//! An episode is its history: the last entry says how it stands, who leads and since when, so the two can never
//! differ. It only moves along the arrows of [`Stage::may_become`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, list, within};
use crate::{Entity, Field, Moves, Refusal, Role, Segment, StaffId, Why, codes, quiet_debug};

quiet_debug!(StageEntry, LeadEntry, TeamMember, Episode);

codes! {
    /// Where an episode stands.
    Stage {
        /// Somebody named her: a plan, a provider, her family, she herself.
        Identified = "identified",
        /// A care manager has been given the work of reaching her.
        Assigned = "assigned",
        /// She is being looked for.
        Outreach = "outreach",
        /// She said yes.
        Enrolled = "enrolled",
        /// The comprehensive assessment is done.
        Assessed = "assessed",
        /// A plan is agreed with her.
        Planned = "planned",
        /// The plan is being carried out.
        Active = "active",
        /// She met her goals and needs us no longer.
        Graduated = "graduated",
        /// It ended otherwise; the reason says how.
        Disenrolled = "disenrolled",
    }
}

impl Stage {
    /// The arrows. Every stage but the two ends may end in disenrolment; nothing goes back.
    pub const fn may_become(self, next: Self) -> bool {
        match self {
            Self::Identified => matches!(next, Self::Assigned | Self::Outreach | Self::Disenrolled),
            Self::Assigned => matches!(next, Self::Outreach | Self::Enrolled | Self::Disenrolled),
            Self::Outreach => matches!(next, Self::Enrolled | Self::Disenrolled),
            Self::Enrolled => matches!(next, Self::Assessed | Self::Disenrolled),
            Self::Assessed => matches!(next, Self::Planned | Self::Disenrolled),
            Self::Planned => matches!(next, Self::Active | Self::Disenrolled),
            Self::Active => matches!(next, Self::Graduated | Self::Disenrolled),
            Self::Graduated | Self::Disenrolled => false,
        }
    }

    /// Whether the episode is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Graduated | Self::Disenrolled)
    }
}

/// One step of an episode.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StageEntry {
    /// Where it then stood.
    pub stage: Stage,
    /// The day it came there.
    pub on: NaiveDate,
    /// Who moved it; absent for the clinic's own systems.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<StaffId>,
    /// Why; must be given where an episode ends.
    #[serde(default)]
    pub reason: String,
}

/// A lead care manager and the day she took over.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeadEntry {
    /// The lead care manager.
    pub staff: StaffId,
    /// Since when.
    pub on: NaiveDate,
    /// Why the lead changed; empty for the first.
    #[serde(default)]
    pub reason: String,
}

/// Somebody else of the clinic who works with the member.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TeamMember {
    /// Who.
    pub staff: StaffId,
    /// As what.
    pub role: Role,
}

/// A member's time in ECM.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Episode {
    /// The steps, oldest first; the last one says how it stands.
    pub stages: Vec<StageEntry>,
    /// Lead care managers, oldest first; the last one leads now. Empty before assignment.
    pub leads: Vec<LeadEntry>,
    /// The rest of the care team.
    pub team: Vec<TeamMember>,
    /// Populations of focus she is served under, by catalogue code.
    pub populations: Vec<String>,
}

/// Why an episode did not move.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AdvanceError {
    /// There is no such arrow.
    #[error("an episode that is {} cannot become {}", from.code(), to.code())]
    NoSuchStep {
        /// Where it stands.
        from: Stage,
        /// Where it was to go.
        to: Stage,
    },
    /// The day lies before the last step.
    #[error("the day lies before the last step")]
    BeforeTheLastStep,
    /// It ends, and nobody said why.
    #[error("an episode does not end without a reason")]
    ReasonMissing,
    /// It is to go beyond assignment and nobody leads it.
    #[error("nobody leads this episode")]
    NobodyLeads,
}

impl Episode {
    /// A person has been named.
    pub fn identified(on: NaiveDate, by: Option<StaffId>, reason: String) -> Self {
        Self {
            stages: vec![StageEntry {
                stage: Stage::Identified,
                on,
                by,
                reason,
            }],
            ..Self::default()
        }
    }

    /// How it stands; absent only for an episode whose stages have not arrived.
    pub fn stage(&self) -> Option<Stage> {
        self.stages.last().map(|entry| entry.stage)
    }

    /// The day she said yes; absent before, and when it is over.
    pub fn enrolled_on(&self) -> Option<NaiveDate> {
        let stages = &self.stages;
        if stages.last().is_some_and(|one| one.stage.is_over()) {
            return None;
        }
        let enrolled = stages.iter().rfind(|one| one.stage == Stage::Enrolled);
        enrolled.map(|one| one.on)
    }

    /// Who leads now: exactly one, or nobody before assignment.
    pub fn lead(&self) -> Option<StaffId> {
        self.leads.last().map(|entry| entry.staff)
    }

    /// Takes the next step, or says why not.
    pub fn advance(mut self, next: StageEntry) -> Result<Self, AdvanceError> {
        if let Some(last) = self.stages.last() {
            if !last.stage.may_become(next.stage) {
                return Err(AdvanceError::NoSuchStep {
                    from: last.stage,
                    to: next.stage,
                });
            }
            if next.on < last.on {
                return Err(AdvanceError::BeforeTheLastStep);
            }
        }
        if next.stage.is_over() && next.reason.trim().is_empty() {
            return Err(AdvanceError::ReasonMissing);
        }
        if self.leads.is_empty() && !matches!(next.stage, Stage::Identified | Stage::Disenrolled) {
            return Err(AdvanceError::NobodyLeads);
        }
        self.stages.push(next);
        Ok(self)
    }

    /// Gives the member to a lead care manager. The one before stays in the history.
    #[must_use]
    pub fn led_by(mut self, lead: LeadEntry) -> Self {
        if self.lead() != Some(lead.staff) {
            self.leads.push(lead);
        }
        self
    }

    /// Everybody of the clinic who works with her, the lead first, each once.
    pub fn everybody(&self) -> Vec<StaffId> {
        let mut everybody: Vec<StaffId> = self.lead().into_iter().collect();
        for person in &self.team {
            if !everybody.contains(&person.staff) {
                everybody.push(person.staff);
            }
        }
        everybody
    }
}

impl Entity for Episode {
    const KIND: &'static str = "episode";
    const FIELDS: &'static [Field] = &[
        Field::group("stages", &["stage", "on", "by", "reason"], Segment::General)
            .moving(Moves::Stages),
        Field::group("leads", &["staff", "on", "reason"], Segment::General),
        Field::group("team", &["staff", "role"], Segment::General).set(),
        Field::one("populations", Segment::Health).set(),
    ];

    fn check(&self, today: NaiveDate) -> Result<(), Refusal> {
        list("stages", &self.stages)?;
        list("leads", &self.leads)?;
        list("team", &self.team)?;
        list("populations", &self.populations)?;
        for entry in &self.stages {
            within("stages", &entry.reason, limits::WORDS_CHARS_MAX)?;
            if today < entry.on {
                return Err(Refusal {
                    field: "stages",
                    why: Why::InTheFuture,
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(stage: Stage, on: &str) -> StageEntry {
        StageEntry {
            stage,
            on: on.parse().unwrap(),
            by: None,
            reason: String::new(),
        }
    }

    fn led() -> Episode {
        let lead = LeadEntry {
            staff: StaffId(uuid::Uuid::from_u128(1)),
            on: "2026-01-02".parse().unwrap(),
            reason: String::new(),
        };
        Episode::identified("2026-01-01".parse().unwrap(), None, String::new()).led_by(lead)
    }

    /// R019, and R196 in part: she graduates with a reason; how near she is to it is not worked out.
    #[test]
    fn an_episode_walks_from_the_first_name_to_graduation() {
        let mut episode = led();
        for stage in [
            Stage::Assigned,
            Stage::Outreach,
            Stage::Enrolled,
            Stage::Assessed,
            Stage::Planned,
            Stage::Active,
        ] {
            episode = episode.advance(entry(stage, "2026-01-05")).unwrap();
        }
        let end = StageEntry {
            reason: "goals met".to_owned(),
            ..entry(Stage::Graduated, "2026-05-01")
        };
        assert_eq!(
            episode.advance(end).unwrap().stage(),
            Some(Stage::Graduated)
        );
    }

    /// R019: it moves along its arrows only.
    #[test]
    fn an_episode_never_goes_back() {
        let enrolled = led().advance(entry(Stage::Outreach, "2026-01-05")).unwrap();
        let refused = AdvanceError::NoSuchStep {
            from: Stage::Outreach,
            to: Stage::Identified,
        };
        assert_eq!(
            enrolled.advance(entry(Stage::Identified, "2026-01-06")),
            Err(refused)
        );
    }

    #[test]
    fn an_episode_does_not_end_without_a_reason() {
        assert_eq!(
            led().advance(entry(Stage::Disenrolled, "2026-01-05")),
            Err(AdvanceError::ReasonMissing)
        );
    }

    #[test]
    fn nobody_is_enrolled_without_a_lead() {
        let alone = Episode::identified("2026-01-01".parse().unwrap(), None, String::new());
        assert_eq!(
            alone.advance(entry(Stage::Outreach, "2026-01-05")),
            Err(AdvanceError::NobodyLeads)
        );
    }

    /// R010: one leads at a time, with history.
    #[test]
    fn exactly_one_leads_and_the_one_before_stays_in_the_history() {
        let next = LeadEntry {
            staff: StaffId(uuid::Uuid::from_u128(2)),
            on: "2026-02-01".parse().unwrap(),
            reason: "leave".to_owned(),
        };
        let episode = led().led_by(next.clone()).led_by(next);
        assert_eq!(episode.lead(), Some(StaffId(uuid::Uuid::from_u128(2))));
        assert_eq!(episode.leads.len(), 2);
    }
}
