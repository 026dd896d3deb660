//! The one door: every request comes through here, by name.
//!
//! Here it is decided whether the satchel is open and whether the person may; a body that is not as it should be is
//! refused; a panic becomes a reference number and the morning's work survives.

use std::collections::BTreeSet;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};

use care::{Act, may};
use data_encoding::HEXLOWER;
use serde::Serialize;
use serde_json::Value;

use crate::audit;
use crate::contract::failure::Failure;
use crate::contract::{
    Request, Topic, assessments, audit as looked, caseload, comprehensive, conflicts, consents,
    devices, documents, drafts, eligibility, episodes, find, full_record, glass, help, incidents,
    members, outreach, people, perinatal, plans, removal, reviews, rights, session, settings,
    sharing, suggestions, sync, today, visits,
};
use crate::core::Core;
use crate::desk::Desk;
use crate::use_cases::let_go_of_what_is_over;

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
    /// Whether it shows or changes what is held. What only sends goes on when the lease has ended.
    const LOOKS: bool = true;

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
            session::OfferWords, session::ChangePassphrase, session::AskClinic, session::TakeUp, session::SetDown,
            session::UnlockPin, session::SetPin, session::DropPin,
            devices::ListDevices, devices::DeclareDevice,
            incidents::ListIncidents, incidents::WriteIncident,
            session::AskRecovery, session::LookRecovery, session::Recover,
            help::ShowHelp, settings::ShowSettings, settings::PutSettings, looked::ListAudit,
            glass::BreakGlass, glass::RenewGlass, glass::ListGlass, glass::WeighGlass;
        at_desk: today::ShowToday, caseload::ListCaseload, caseload::FindPeople,
            find::FindWritten,
            members::ShowMember, members::MemberEdit, episodes::AdvanceEpisode, members::SupportPersonEntry,
            members::ShowHealth, members::ListTimeline,
            eligibility::ShowEligibility, eligibility::StateFact, eligibility::MarkEncounter,
            eligibility::KeepEligibility,
            outreach::ListOutreach, outreach::ShowOutreach, outreach::ShowOutreachLists, outreach::ShowWhatWorks,
            outreach::AddAttempt, outreach::TakeBackAttempt, outreach::ReferralEntry, outreach::SayOffer,
            outreach::ProgrammeEntry, outreach::ConsultProgramme,
            consents::ShowConsents, consents::AddConsent, consents::WithdrawConsent,
            sharing::ShowTags, sharing::PutTags, sharing::RemoveTag, sharing::WeighSharing, sharing::Disclose,
            sharing::ListDisclosures,
            rights::ShowRights, rights::AskRight, rights::AnswerRight, full_record::MakeFullRecord,
            perinatal::ShowPerinatal, perinatal::PregnancyEntry, perinatal::PregnancyEnds, perinatal::InfantEntry,
            perinatal::RecordInfant, perinatal::CareEntry, perinatal::HelperServiceEntry, perinatal::AskSupport,
            people::MeetMember, people::FindAlike, people::JoinMembers, people::PartMembers,
            plans::ShowPlan, plans::AgreePlan, plans::GoalEntry, plans::MoveGoal, plans::StepEntry,
            plans::NeedEntry, plans::TaskEntry,
            visits::ListVisits, visits::ShowVisit, visits::PlanVisit, visits::StartVisit, visits::VisitNotHeld,
            visits::SignVisit, visits::AddAddendum,
            assessments::ListAssessments, assessments::ShowAssessment, assessments::BeginAssessment,
            assessments::WeighSheet, assessments::RaiseAlert, assessments::FinishAssessment,
            comprehensive::ListComprehensive, comprehensive::BeginComprehensive, comprehensive::FinishComprehensive,
            comprehensive::ShowComprehensive, suggestions::ListSuggestions, suggestions::PassSuggestion,
            drafts::KeepDraft, drafts::ShowDraft, drafts::DropDraft,
            sync::ShowSync, sync::SyncNowPlease, sync::StopSync, sync::HandOverPlease,
            documents::ListDocuments, documents::BeginPicture, documents::PicturePart, documents::KeepDocument,
            documents::ShowPicture, documents::WithdrawDocument,
            conflicts::ListConflicts, conflicts::SettleConflict,
            reviews::ListReviews, reviews::DecideReview,
            removal::RemoveThing, removal::PutBack,
            glass::ShowGlass,
    );
    answer.unwrap_or_else(|failure| Answer::Failed { failure })
}

fn outside<R: Outside>(core: &Core, body: Value) -> Result<Answer, Failure> {
    let (value, changes) = parse::<R>(body)?.carry_out(core)?;
    Ok(Answer::of(&value, changes))
}

fn at_desk<R: AtDesk>(core: &Core, body: Value) -> Result<Answer, Failure> {
    let (asked, refused) = (audit::asked(R::NAME, &body), audit::refused(R::NAME, &body));
    let answered = core.with_open(|open| {
        let now = core.ambient().now();
        // Before anything is read of it: what is refused says nothing about what it might have been.
        if !may(open.me.role, R::ACT) {
            open.trail.looked(refused.by(&open.me, now).refused());
            return Err(Failure::NotAllowed);
        }
        if R::LOOKS {
            open.custody().allows(core.ambient()).looking()?;
            let_go_of_what_is_over(core, open)?;
        }
        let request = parse::<R>(body)?;
        let desk = Desk::new(core, open);
        let value = request.carry_out(&desk)?;
        if let Some(asked) = asked {
            open.trail.looked(asked.by(&open.me, now));
        }
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
    // Counted, not written: a copy of a passphrase would stay behind in memory.
    let mut bytes = Bytes(0);
    if serde_json::to_writer(&mut bytes, &body).is_err() || BODY_BYTES_MAX < bytes.0 {
        return Err(Failure::TooLarge);
    }
    serde_json::from_value(body).map_err(|error| {
        // The error quotes values; only the line of the type it was read into is safe to keep.
        tracing::warn!(request = R::NAME, category = ?error.classify(), "a body was not as it should be");
        Failure::BadRequest { what: "body".to_owned() }
    })
}

/// Counts what is written to it.
struct Bytes(usize);

impl io::Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use std::fmt::Write as _;

    use care::Role;
    use expect_test::expect_file;
    use serde_json::json;

    use crate::audit::DECLARED;
    use crate::use_cases::Office;

    /// Whether a role gets beyond the door: what happens behind it is another matter.
    fn gets_in(core: &Core, name: &str) -> bool {
        // Those that ask the clinic look at the role only behind the door.
        let body = match name {
            "audit.list" => json!({ "page": { "offset": 0, "limit": 1 } }),
            "devices.list" | "incidents.list" | "glass.list" => json!({}),
            "incidents.write" => {
                json!({ "incident": null, "seen": 0, "what": { "is": "note", "words": "" } })
            }
            "glass.renew" => json!({ "glass": uuid::Uuid::nil() }),
            "glass.weigh" => {
                json!({ "glass": uuid::Uuid::nil(), "verdict": "justified", "words": "w" })
            }
            "glass.break" => {
                json!({ "given": "", "family": "", "birthDate": null, "cin": "9", "reason": "cover", "words": "" })
            }
            "devices.declare" => json!({ "device": uuid::Uuid::nil(), "what": "lost" }),
            _ => Value::Null,
        };
        !matches!(
            ask(core, name, body),
            Answer::Failed {
                failure: Failure::NotAllowed
            }
        )
    }

    #[test]
    fn every_request_is_open_to_the_roles_that_the_table_says() {
        let mut rows: Vec<String> = DECLARED
            .iter()
            .map(|(name, _)| format!("{name:<24}"))
            .collect();
        for role in Role::ALL {
            let (core, _dir) = Office::open().into_core(*role);
            for ((name, _), row) in DECLARED.iter().zip(&mut rows) {
                let mark = if gets_in(&core, name) { "yes" } else { "-" };
                write!(row, " {mark:<23}").unwrap();
            }
        }
        let mut head = format!("{:<24}", "request");
        for role in Role::ALL {
            write!(head, " {:<23}", role.code()).unwrap();
        }
        let lines = std::iter::once(&head)
            .chain(&rows)
            .map(|row| row.trim_end());
        let table = lines.collect::<Vec<_>>().join("\n");
        expect_file!["roles.txt"].assert_eq(&format!("{table}\n"));
    }
}
