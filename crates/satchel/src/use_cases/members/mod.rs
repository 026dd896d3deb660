//! One member: who she is, how things stand with her, and changing what is known of her.

use care::{
    Act, Allergy, Entity, Goal, Medicine, MedicineStatus, Member, MemberId, Problem, ProblemStatus,
    Stage, SupportPerson, Visit,
};
use vault::{Reader, StoreError};

use super::due::cases::{self, Case};
use super::due::{self, contact};
use super::people;
use super::plans::is_over;
use super::reviews;
use super::rights::Kept as Requests;
use crate::book::{self, Held, People};
use crate::contract::Made;
use crate::contract::failure::Failure;
use crate::contract::members as view;
use crate::desk::Desk;
use crate::router::AtDesk;

/// So many things that are due stand on her page.
const DUE_MAX: usize = 6;

impl AtDesk for view::ShowMember {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::Member, Failure> {
        desk.look(|reader| {
            let held = book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let staff = People::read(reader, desk.me().staff)?;
            let case = cases::one(reader, self.member, desk.today)?;
            let support = support(reader, self.member)?;
            let mut due = due::of(&case, desk.today);
            due.truncate(DUE_MAX);
            let seen = book::seen(reader, &held)?;
            let counts = counts(reader, self.member, &case, support.len())?;
            let member = held.value;
            let person = MemberId(held.id);
            let contact = Requests::read(reader, person)?.contact();
            let confidential = contact.as_ref().is_some_and(|rule| rule.confidential);
            Ok(view::Member {
                member: person,
                name: member.names.whole(),
                first_name: member.names.first().to_owned(),
                age: member.age(desk.today),
                names: member.names,
                birth_date: member.birth_date,
                sex: member.sex,
                pronouns: member.pronouns,
                languages: member.languages,
                race: member.race,
                ethnicity: member.ethnicity,
                cin: member.cin,
                identifiers: member.identifiers,
                phones: member.phones,
                addresses: if confidential {
                    Vec::new()
                } else {
                    member.addresses
                },
                contact,
                home: member.home,
                door: member.door,
                risk: member.risk,
                health_plan: member.health_plan,
                source: member.source,
                episode: episode(reader, &case, &staff)?,
                rhythm: contact::rhythm(&case.contacts, desk.today),
                due,
                support,
                counts,
                two_answers: cases::two_answers(reader)?
                    .remove(&person)
                    .unwrap_or_default(),
                set_aside: reviews::waiting(reader)?
                    .remove(&person)
                    .unwrap_or_default(),
                unsent: cases::unsent(reader)?.contains(&person),
                records: people::records_of(reader, person, &staff)?,
                may_be: reviews::may_be(reader, desk, person)?,
                seen,
            })
        })
    }
}

fn episode(
    reader: &Reader<'_>,
    case: &Case,
    people: &People,
) -> Result<Option<view::EpisodeView>, StoreError> {
    let Some(held) = &case.episode else {
        return Ok(None);
    };
    let episode = &held.value;
    let Some(last) = episode.stages.last() else {
        return Ok(None);
    };
    let history = episode.stages.iter().map(|entry| view::StageView {
        stage: entry.stage,
        on: entry.on,
        by: entry.by.map(|staff| people.person(staff)),
        reason: entry.reason.clone(),
    });
    let may_become = Stage::ALL
        .iter()
        .copied()
        .filter(|next| last.stage.may_become(*next));
    let lead = episode.lead();
    let team = episode
        .everybody()
        .into_iter()
        .filter(|staff| Some(*staff) != lead);
    Ok(Some(view::EpisodeView {
        episode: held.id.to_string(),
        stage: last.stage,
        since: last.on,
        may_become: may_become.collect(),
        history: history.collect(),
        lead: lead.map(|staff| people.person(staff)),
        lead_since: episode.leads.last().map(|entry| entry.on),
        team: team.map(|staff| people.person(staff)).collect(),
        populations: episode.populations.clone(),
        seen: book::seen(reader, held)?,
    }))
}

fn support(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Vec<view::SupportPersonView>, StoreError> {
    let view = |held: &Held<SupportPerson>| {
        Ok(view::SupportPersonView {
            id: held.id.to_string(),
            name: held.value.name.clone(),
            relation: held.value.relation.clone(),
            phone: held.value.phone.clone(),
            may_know: held.value.may_know.clone(),
            seen: book::seen(reader, held)?,
        })
    };
    book::of_member::<SupportPerson>(reader, member)?
        .iter()
        .map(view)
        .collect()
}

fn counts(
    reader: &Reader<'_>,
    member: MemberId,
    case: &Case,
    support: usize,
) -> Result<view::MemberCounts, StoreError> {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(view::MemberCounts {
        goals: count::<Goal>(reader, member, |goal| !is_over(goal.progress.status))?,
        visits: count::<Visit>(reader, member, |_| true)?,
        problems: count::<Problem>(reader, member, |problem| {
            problem.status == ProblemStatus::Active
        })?,
        medicines: count::<Medicine>(reader, member, |medicine| {
            medicine.status == MedicineStatus::Taking
        })?,
        allergies: count::<Allergy>(reader, member, |allergy| {
            allergy.status == ProblemStatus::Active
        })?,
        support: number(support),
        tasks: number(case.tasks.len()),
    })
}

fn count<T: Entity>(
    reader: &Reader<'_>,
    member: MemberId,
    counts: impl Fn(&T) -> bool,
) -> Result<u32, StoreError> {
    let all = book::of_member::<T>(reader, member)?;
    let count = all.iter().filter(|held| counts(&held.value)).count();
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

impl AtDesk for view::MemberEdit {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.write(|pen, writer| {
            let held = book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let seen = book::parse_seen(&self.seen);
            let edited = self.edited(held.value.clone());
            Ok(pen.change(&held, &edited, &seen)?)
        })?;
        Ok(Made {})
    }
}

impl view::MemberEdit {
    /// The member with the fields that were given; the rest as it was.
    fn edited(self, mut member: Member) -> Member {
        if let Some(pronouns) = self.pronouns {
            let pronouns = pronouns.trim().to_owned();
            member.pronouns = (!pronouns.is_empty()).then_some(pronouns);
        }
        member.names = self.names.unwrap_or(member.names);
        member.languages = self.languages.unwrap_or(member.languages);
        member.phones = self.phones.unwrap_or(member.phones);
        member.home = self.home.or(member.home);
        member.door = self.door.or(member.door);
        member.risk = self.risk.or(member.risk);
        member
    }
}

#[cfg(test)]
mod tests;
