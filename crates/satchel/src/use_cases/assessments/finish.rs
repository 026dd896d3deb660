//! Danger, at once; and the signature under a sheet.

use care::{
    Act, Assessment, Corrects, Done, MemberId, Owner, Role, SafetyAlert, SafetyAnswer, Staff,
    StaffId, Task, TaskId,
};
use catalog::instruments::{AnswerError, Instrument, Sheet, Weighed};
use sync::StreamId;
use vault::{Reader, StoreError, Writer, drafts};

use super::instruments::catalogue;
use super::kept::{Kept, corrections, draft_place, kept};
use super::sheet::{alarms, person, told};
use crate::book::{self, About, Pen};
use crate::contract::MadeOne;
use crate::contract::assessments as view;
use crate::contract::failure::{Failure, RefusedField};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;
use crate::use_cases::notes::author;

/// No clinic has more supervisors than would read one alert.
const SUPERVISORS_MAX: usize = 20;

impl AtDesk for view::RaiseAlert {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::Raised, Failure> {
        let instrument = catalogue()?.named(&self.instrument)?;
        let is_of_danger = instrument
            .rule(&self.rule)
            .is_some_and(|rule| rule.action.protocol().is_some());
        if !is_of_danger {
            return Err(Failure::BadRequest {
                what: "rule".to_owned(),
            });
        }
        let safety = desk.write(|pen, writer| {
            book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let mut safety = SafetyAnswer {
                rule: self.rule,
                act: self.act,
                words: self.words,
                at: pen.now,
                tasks: Vec::new(),
            };
            safety.check().map_err(Failure::from)?;
            let stream = StreamId::Member(self.member);
            let alert = alert(desk.me().staff, instrument, &safety);
            safety.tasks = ask_supervisors(pen, writer, &stream, (&self.task, &alert))?;
            Ok(safety)
        })?;
        Ok(view::Raised { safety })
    }
}

fn alert(by: StaffId, instrument: &Instrument, safety: &SafetyAnswer) -> SafetyAlert {
    SafetyAlert {
        instrument: instrument.short.clone(),
        rule: safety.rule.clone(),
        act: safety.act,
        words: safety.words.clone(),
        by,
        at: safety.at,
    }
}

/// Each supervisor is asked today: nobody has to know who of them is on duty.
fn ask_supervisors(
    pen: &Pen<'_>,
    writer: &Writer<'_>,
    stream: &StreamId,
    (what, alert): (&str, &SafetyAlert),
) -> Result<Vec<TaskId>, DeskError> {
    let mut tasks = Vec::new();
    for staff in supervisors(writer)? {
        let task = Task {
            what: what.to_owned(),
            owner: Owner {
                staff: Some(staff),
                words: String::new(),
            },
            due: Some(pen.today),
            done: Done::default(),
            alert: Some(alert.clone()),
        };
        tasks.push(TaskId(pen.add(stream, &task)?));
    }
    Ok(tasks)
}

fn supervisors(reader: &Reader<'_>) -> Result<Vec<StaffId>, StoreError> {
    let everybody = book::all::<Staff>(reader)?;
    let lead = everybody
        .into_iter()
        .filter(|held| held.value.role == Role::Supervisor);
    Ok(lead
        .map(|held| StaffId(held.id))
        .take(SUPERVISORS_MAX)
        .collect())
}

impl AtDesk for view::FinishAssessment {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let instrument = catalogue()?.named(&self.instrument)?;
        let id = desk.write(|pen, writer| {
            let patron = book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let all = kept(writer, self.member)?;
            let corrects = self.corrects(&all)?;
            let old = self
                .corrects
                .and_then(|of| all.iter().find(|one| one.id == of));
            // A correction lies where what it corrects lies, whoever its member is shown together with.
            let member = old.map_or(self.member, |old| old.assessment.member);
            let visit = self.visit.or_else(|| old?.assessment.visit);
            let person = person(writer, &patron, (self.member, pen.today))?;
            let place = draft_place(self.member, &instrument.id, self.corrects);
            let declined = self.declined.trim().to_owned();
            let answers = if declined.is_empty() {
                told(self.answers)?
            } else {
                Vec::new()
            };
            let sheet = Sheet {
                answers: &answers,
                entered: &self.entered,
                person,
            };
            let signed = instrument.signed_answers(&sheet).map_err(refused)?;
            let Weighed { outcomes, met, .. } = instrument.weigh(&sheet);
            let acted = |rule: &str| self.safety.iter().any(|safety| safety.rule == rule);
            if !alarms(instrument, &met).all(acted) {
                return Err(Failure::SafetyOpen.into());
            }
            let assessment = Assessment {
                template: Assessment::TEMPLATE,
                instrument: instrument.id.clone(),
                edition: instrument.edition.clone(),
                member,
                visit,
                circumstances: self.circumstances,
                answers: if declined.is_empty() {
                    signed
                } else {
                    Vec::new()
                },
                outcomes,
                met,
                safety: self.safety,
                declined,
                // A clock that was turned back meanwhile must not keep a sheet from being signed.
                started_at: self.started_at.min(pen.now),
                ended_at: pen.now,
                corrects,
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            assessment.check().map_err(Failure::from)?;
            drafts::drop(writer, &place)?;
            sign(pen, desk, member, &assessment)
        })?;
        Ok(MadeOne { id })
    }
}

impl view::FinishAssessment {
    /// What is put right: a record of hers that nobody has put right yet.
    fn corrects(&self, all: &[Kept]) -> Result<Option<Corrects>, Failure> {
        let Some(of) = self.corrects else {
            return Ok(None);
        };
        let one = all
            .iter()
            .find(|one| one.id == of)
            .ok_or(Failure::NotHere)?;
        if one.assessment.instrument != self.instrument {
            return Err(Failure::NotHere);
        }
        if corrections(all).contains_key(&of) {
            return Err(Failure::AlreadyCorrected);
        }
        Ok(Some(Corrects {
            of,
            of_hash: one.record.hash.clone(),
            reason: self.reason.trim().to_owned(),
        }))
    }
}

fn sign(
    pen: &Pen<'_>,
    desk: &Desk<'_>,
    member: MemberId,
    assessment: &Assessment,
) -> Result<String, DeskError> {
    let stream = StreamId::Member(member);
    let about = About {
        stream: &stream,
        kind: Assessment::KIND,
        id: member.0,
    };
    Ok(pen.sign(&about, assessment, desk.key())?.to_string())
}

fn refused(error: AnswerError) -> Failure {
    let why = match error {
        AnswerError::OutOfRange => care::Why::Malformed,
        AnswerError::OnlyOne | AnswerError::Exclusive => care::Why::TooMany,
        AnswerError::NoSuchQuestion | AnswerError::NoSuchAnswer => {
            return Failure::BadRequest {
                what: "answers".to_owned(),
            };
        }
    };
    Failure::Refused {
        fields: vec![RefusedField {
            path: "answers".to_owned(),
            why,
        }],
    }
}
