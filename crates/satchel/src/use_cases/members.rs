//! One member: who she is, how things stand with her, and changing what is known of her.

use care::{
    Act, Allergy, Entity, Goal, Medicine, MedicineStatus, Member, MemberId, Problem, ProblemStatus, Stage,
    SupportPerson, Visit,
};
use vault::{Reader, StoreError};

use super::due::cases::{self, Case};
use super::due::{self, contact};
use super::plans::is_over;
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
            let held = book::read::<Member>(reader, self.member)?.ok_or(Failure::NotHere)?;
            let people = People::read(reader, desk.me().staff)?;
            let case = cases::one(reader, self.member)?;
            let support = support(reader, self.member)?;
            let mut due = due::of(&case, desk.today);
            due.truncate(DUE_MAX);
            let seen = book::seen(reader, &held)?;
            let counts = counts(reader, self.member, &case, support.len())?;
            let member = held.value;
            Ok(view::Member {
                member: self.member,
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
                addresses: member.addresses,
                home: member.home,
                door: member.door,
                risk: member.risk,
                health_plan: member.health_plan,
                source: member.source,
                episode: episode(reader, &case, &people)?,
                rhythm: contact::rhythm(&case.contacts, desk.today),
                due,
                support,
                counts,
                two_answers: cases::two_answers(reader)?.remove(&self.member).unwrap_or_default(),
                unsent: cases::unsent(reader)?.contains(&self.member),
                seen,
            })
        })
    }
}

fn episode(reader: &Reader<'_>, case: &Case, people: &People) -> Result<Option<view::EpisodeView>, StoreError> {
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
    let may_become = Stage::ALL.iter().copied().filter(|next| last.stage.may_become(*next));
    let lead = episode.lead();
    let team = episode.everybody().into_iter().filter(|staff| Some(*staff) != lead);
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

fn support(reader: &Reader<'_>, member: MemberId) -> Result<Vec<view::SupportPersonView>, StoreError> {
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
    book::of_member::<SupportPerson>(reader, member)?.iter().map(view).collect()
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
        problems: count::<Problem>(reader, member, |problem| problem.status == ProblemStatus::Active)?,
        medicines: count::<Medicine>(reader, member, |medicine| medicine.status == MedicineStatus::Taking)?,
        allergies: count::<Allergy>(reader, member, |allergy| allergy.status == ProblemStatus::Active)?,
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
            let held = book::read::<Member>(writer, self.member)?.ok_or(Failure::NotHere)?;
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
mod tests {
    use super::super::due::fixture::{COLLEAGUE, ME, MEMBER, Office, day, episode, member, plan, task, visit};
    use super::*;
    use crate::contract::Seen;
    use crate::contract::failure::RefusedField;
    use care::{Door, Episode, Role, TeamMember, Voicemail, Why};

    fn edit(office: &Office) -> view::MemberEdit {
        let seen = office.ask(view::ShowMember { member: MEMBER }).map(|shown| shown.seen).unwrap_or_default();
        view::MemberEdit {
            member: MEMBER,
            seen,
            names: None,
            pronouns: None,
            languages: None,
            phones: None,
            home: None,
            door: None,
            risk: None,
        }
    }

    fn shown(office: &Office) -> view::Member {
        office.ask(view::ShowMember { member: MEMBER }).unwrap()
    }

    #[test]
    fn a_member_is_shown_with_how_things_stand() {
        let office = Office::open();
        assert_eq!(office.ask(view::ShowMember { member: MEMBER }).err(), Some(Failure::NotHere));
        office.put_in_conflict(MEMBER, 0x10, &member("Ana", "Ruiz"), "names");
        let team = [ME, COLLEAGUE].map(|staff| TeamMember { staff, role: Role::Nurse }).to_vec();
        office.put(MEMBER, 0x21, &Episode { team, ..episode(Stage::Active) });
        office.put(MEMBER, 0x22, &plan("2026-02-09"));
        office.put(MEMBER, 0x23, &visit("2026-02-12", Some("09:00")));
        for (id, by) in [(0x31, "2026-02-11"), (0x32, "2026-02-13"), (0x33, "2026-03-13"), (0x34, "2026-03-14")] {
            office.put(MEMBER, id, &task("call", Some(by)));
        }
        let shown = shown(&office);
        assert_eq!((shown.name.as_str(), shown.age), ("Ana Ruiz", Some(35)));
        assert_eq!((shown.counts.tasks, shown.counts.visits, shown.counts.goals), (4, 1, 0));
        assert_eq!(shown.due.len(), DUE_MAX);
        assert_eq!(shown.two_answers, ["member.names"]);
        assert_eq!((shown.rhythm.len(), shown.unsent), (13, false));
        let episode = shown.episode.unwrap();
        assert_eq!((episode.stage, episode.since), (Stage::Active, day("2026-01-02")));
        assert_eq!(episode.may_become, [Stage::Graduated, Stage::Disenrolled]);
        assert_eq!(episode.team.iter().map(|person| person.staff).collect::<Vec<_>>(), [COLLEAGUE]);
        assert!(episode.lead.is_some_and(|lead| lead.is_you));
    }

    #[test]
    fn only_what_is_given_is_changed_and_empty_pronouns_are_taken_away() {
        let office = Office::open();
        assert_eq!(office.ask(edit(&office)).err(), Some(Failure::NotHere));
        let pronouns = Some("she/her".to_owned());
        office.put(MEMBER, 0x10, &Member { pronouns, ..member("Ana", "Ruiz") });
        office.ask(edit(&office)).unwrap();
        assert!(!shown(&office).unsent, "nothing was given, so nothing is sent");
        let door = Door { say: "ask for Rosa".to_owned(), voicemail: Voicemail::Never, dangers: String::new() };
        let pronouns = Some(" ".to_owned());
        office.ask(view::MemberEdit { door: Some(door.clone()), pronouns, ..edit(&office) }).unwrap();
        let after = shown(&office);
        assert_eq!((after.pronouns, after.door, after.unsent), (None, Some(door), true));
        assert_eq!(after.name, "Ana Ruiz");
    }

    #[test]
    fn a_field_that_may_not_be_stored_is_refused_by_its_name() {
        let office = Office::open();
        office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
        let pronouns = Some("x".repeat(201));
        let refused = office.ask(view::MemberEdit { pronouns, seen: Seen::default(), ..edit(&office) });
        let fields = vec![RefusedField { path: "pronouns".to_owned(), why: Why::TooLong }];
        assert_eq!(refused.err(), Some(Failure::Refused { fields }));
    }
}
