//! Programmes that work with a person besides us, and the word we owe them.

use care::{
    Act, Done, Entity as _, MemberId, Owner, PartnerProgramme, ProgrammeStand, ProgrammeStanding,
    StepStatus, Task, TaskId,
};
use catalog::Outreach;
use catalog::outreach::Programme;
use chrono::{Days, NaiveDate};
use sync::StreamId;
use vault::{Reader, StoreError};

use super::super::eligibility::id_of;
use super::said;
use crate::book::{self, Held};
use crate::contract::failure::Failure;
use crate::contract::outreach::{ConsultProgramme, ConsultView, ProgrammeEntry, ProgrammeView};
use crate::contract::{Made, MadeOne, Seen};
use crate::desk::Desk;
use crate::router::AtDesk;

/// How she stands to each programme of the catalogue.
pub(super) fn views(
    reader: &Reader<'_>,
    member: MemberId,
    today: NaiveDate,
) -> Result<Vec<ProgrammeView>, StoreError> {
    let all = book::of_member::<PartnerProgramme>(reader, member)?;
    let mut views = Vec::new();
    for programme in &Outreach::shipped().programmes {
        let held = of(&all, &programme.named.code);
        views.push(view(reader, programme, held, today)?);
    }
    Ok(views)
}

/// Of several records of one person, what was said last.
fn of<'a>(all: &'a [Held<PartnerProgramme>], code: &str) -> Option<&'a Held<PartnerProgramme>> {
    let hers = all.iter().filter(|held| held.value.programme == code);
    hers.max_by_key(|held| (held.value.stands.on, held.id))
}

fn view(
    reader: &Reader<'_>,
    programme: &Programme,
    held: Option<&Held<PartnerProgramme>>,
    today: NaiveDate,
) -> Result<ProgrammeView, StoreError> {
    let stands = held.map(|held| &held.value.stands);
    let consult = held
        .map(|held| consult(reader, held))
        .transpose()?
        .flatten();
    let suggested = held.is_some_and(|held| is_suggested(programme, held, consult.as_ref(), today));
    Ok(ProgrammeView {
        programme: programme.named.code.clone(),
        short: programme.short.clone(),
        label: said(&programme.named.label),
        is: stands.map(|stands| stands.is),
        on: stands.map(|stands| stands.on),
        said_by: stands.map(|stands| stands.said_by),
        contact: stands
            .map(|stands| stands.contact.clone())
            .unwrap_or_default(),
        ecm_provider: held.is_some_and(|held| held.value.ecm_provider),
        consult,
        suggested,
        two_answers: held.is_some_and(|held| !held.two_answers().is_empty()),
        seen: held.map_or_else(|| Ok(Seen::default()), |held| book::seen(reader, held))?,
    })
}

/// What was last asked to be done; nothing if that task was removed.
fn consult(
    reader: &Reader<'_>,
    held: &Held<PartnerProgramme>,
) -> Result<Option<ConsultView>, StoreError> {
    let Some(task) = held.value.consult else {
        return Ok(None);
    };
    let read = book::read::<Task>(reader, task)?;
    Ok(read.map(|read| {
        let open = read.value.done.status == StepStatus::ToDo;
        ConsultView {
            task,
            open,
            due: read.value.due,
            done_on: read.value.done.on.filter(|_| !open),
        }
    }))
}

/// She is in it, it is not her ECM provider, nobody is asked, and the last word is old enough.
fn is_suggested(
    programme: &Programme,
    held: &Held<PartnerProgramme>,
    consult: Option<&ConsultView>,
    today: NaiveDate,
) -> bool {
    let PartnerProgramme {
        stands,
        ecm_provider,
        ..
    } = &held.value;
    if stands.is != ProgrammeStanding::In || *ecm_provider {
        return false;
    }
    consult.is_none_or(|consult| {
        let again = Days::new(programme.every_days.into());
        let due = consult.done_on.and_then(|on| on.checked_add_days(again));
        !consult.open && due.is_none_or(|due| due <= today)
    })
}

impl AtDesk for ProgrammeEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        if Outreach::shipped().programme(&self.programme).is_none() {
            return Err(unknown());
        }
        let stands = ProgrammeStand {
            is: self.is,
            on: self.on,
            said_by: self.said_by,
            contact: self.contact.trim().to_owned(),
        };
        desk.write(|pen, writer| {
            book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let all = book::of_member::<PartnerProgramme>(writer, self.member)?;
            if let Some(held) = of(&all, &self.programme) {
                let value = PartnerProgramme {
                    stands,
                    ecm_provider: self.ecm_provider,
                    ..held.value.clone()
                };
                return Ok(pen.change(held, &value, &book::parse_seen(&self.seen))?);
            }
            let value = PartnerProgramme {
                programme: self.programme,
                stands,
                ecm_provider: self.ecm_provider,
                consult: None,
            };
            let id = id_of(PartnerProgramme::KIND, self.member, &value.programme);
            Ok(pen.add_as(&StreamId::Member(self.member), id, &value)?)
        })?;
        Ok(Made {})
    }
}

impl AtDesk for ConsultProgramme {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let programme = Outreach::shipped().programme(&self.programme);
        let programme = programme.ok_or_else(unknown)?;
        let me = desk.me().staff;
        let id = desk.write(|pen, writer| {
            let all = book::of_member::<PartnerProgramme>(writer, self.member)?;
            let held = of(&all, &self.programme).ok_or(Failure::NotHere)?;
            let last = consult(writer, held)?;
            if !is_suggested(programme, held, last.as_ref(), pen.today) {
                return Err(Failure::AlreadyDecided.into());
            }
            let task = Task {
                what: self.what.trim().to_owned(),
                owner: Owner {
                    staff: Some(me),
                    words: String::new(),
                },
                due: pen
                    .today
                    .checked_add_days(Days::new(programme.within_days.into())),
                done: Done::default(),
                alert: None,
            };
            let id = pen.add(&held.stream, &task)?;
            let value = PartnerProgramme {
                consult: Some(TaskId(id)),
                ..held.value.clone()
            };
            pen.change(held, &value, &book::parse_seen(&self.seen))?;
            Ok(id)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

fn unknown() -> Failure {
    Failure::BadRequest {
        what: "programme".to_owned(),
    }
}
