//! The one door: every request comes through here, by name.
//!
//! Here it is decided whether the satchel is open and whether the person may; a body that is not as it should be is
//! refused; a panic becomes a reference number and the morning's work survives.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};

use care::{Act, may};
use data_encoding::HEXLOWER;
use serde::Serialize;
use serde_json::Value;

use crate::contract::failure::Failure;
use crate::contract::{
    Request, Topic, caseload, conflicts, documents, drafts, members, people, plans, removal,
    reviews, session, settings, sync, today, visits,
};
use crate::core::Core;
use crate::desk::Desk;

/// A body larger than this is none of ours: a draft at its largest, with escapes.
const BODY_BYTES_MAX: usize = 512 * 1024;

/// The answer to a request.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// It was carried out.
    Ok {
        /// The answer's value.
        ok: Value,
        /// What it changed.
        changes: BTreeSet<Topic>,
    },
    /// It was not.
    Failed {
        /// Why.
        failure: Failure,
    },
}

impl Answer {
    fn of<T: Serialize>(value: &T, changes: BTreeSet<Topic>) -> Self {
        match serde_json::to_value(value) {
            Ok(ok) => Self::Ok { ok, changes },
            Err(_) => Self::Failed {
                failure: Failure::Defect {
                    reference: "answer".to_owned(),
                },
            },
        }
    }
}

/// A request that needs an open satchel.
pub(crate) trait AtDesk: Request {
    /// What the person's role must allow.
    const ACT: Act;

    /// Carries it out.
    fn carry_out(self, desk: &Desk<'_>) -> Result<Self::Response, Failure>;
}

/// A request that the lock screen can make.
pub(crate) trait Outside: Request {
    /// Carries it out; gives what it changed as well.
    fn carry_out(self, core: &Core) -> Result<(Self::Response, BTreeSet<Topic>), Failure>;
}

/// Answers one request.
pub(crate) fn ask(core: &Core, name: &str, body: Value) -> Answer {
    // Everything a request changes is changed in one transaction, which a panic rolls back.
    let answer = catch_unwind(AssertUnwindSafe(|| dispatch(core, name, body)));
    answer.unwrap_or_else(|_| {
        let reference = HEXLOWER.encode(&core.ambient().bytes::<4>());
        tracing::error!(request = name, reference, "a request panicked");
        Answer::Failed {
            failure: Failure::Defect { reference },
        }
    })
}

fn dispatch(core: &Core, name: &str, body: Value) -> Answer {
    macro_rules! doors {
        (outside: $($outside:path),+; at_desk: $($at_desk:path),+ $(,)?) => {
            match name {
                $(<$outside>::NAME => outside::<$outside>(core, body),)+
                $(<$at_desk>::NAME => at_desk::<$at_desk>(core, body),)+
                _ => Err(Failure::BadRequest { what: "name".to_owned() }),
            }
        };
    }
    let answer = doors!(
        outside: session::ShowSession, session::Enrol, session::Unlock, session::Lock, session::Alive,
            settings::ShowSettings, settings::PutSettings;
        at_desk: today::ShowToday, caseload::ListCaseload, caseload::FindPeople,
            members::ShowMember, members::MemberEdit, members::AdvanceEpisode, members::SupportPersonEntry,
            members::ShowHealth, members::ListTimeline,
            people::MeetMember, people::FindAlike, people::JoinMembers, people::PartMembers,
            plans::ShowPlan, plans::AgreePlan, plans::GoalEntry, plans::MoveGoal, plans::StepEntry,
            plans::NeedEntry, plans::TaskEntry,
            visits::ListVisits, visits::ShowVisit, visits::PlanVisit, visits::StartVisit, visits::VisitNotHeld,
            visits::SignVisit, visits::AddAddendum,
            drafts::KeepDraft, drafts::ShowDraft, drafts::DropDraft,
            sync::ShowSync, sync::SyncNowPlease, sync::StopSync, sync::HandOverPlease,
            documents::ListDocuments, documents::BeginPicture, documents::PicturePart, documents::KeepDocument,
            documents::ShowPicture, documents::WithdrawDocument,
            conflicts::ListConflicts, conflicts::SettleConflict,
            reviews::ListReviews, reviews::DecideReview,
            removal::RemoveThing, removal::PutBack,
    );
    answer.unwrap_or_else(|failure| Answer::Failed { failure })
}

fn outside<R: Outside>(core: &Core, body: Value) -> Result<Answer, Failure> {
    let (value, changes) = parse::<R>(body)?.carry_out(core)?;
    Ok(Answer::of(&value, changes))
}

fn at_desk<R: AtDesk>(core: &Core, body: Value) -> Result<Answer, Failure> {
    let request = parse::<R>(body)?;
    let answered = core.with_open(|open| {
        if !may(open.me.role, R::ACT) {
            return Err(Failure::NotAllowed);
        }
        let desk = Desk::new(core, open);
        let value = request.carry_out(&desk)?;
        Ok((value, desk.into_touched()))
    });
    let (value, changes) = answered.unwrap_or(Err(Failure::Locked))?;
    if R::READS.is_empty() {
        core.touch();
    }
    if changes.contains(&Topic::Sync) {
        core.exchange.written();
    }
    Ok(Answer::of(&value, changes))
}

fn parse<R: Request>(body: Value) -> Result<R, Failure> {
    if BODY_BYTES_MAX < body.to_string().len() {
        return Err(Failure::TooLarge);
    }
    serde_json::from_value(body).map_err(|error| {
        // The error quotes values; only the line of the type it was read into is safe to keep.
        tracing::warn!(request = R::NAME, category = ?error.classify(), "a body was not as it should be");
        Failure::BadRequest { what: "body".to_owned() }
    })
}
