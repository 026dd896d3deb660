//! The caseload: everybody this satchel holds, what is due first; and finding people by their names.

use std::collections::BTreeSet;

use care::{Act, Member, MemberId, Pregnancy, Risk, Role, StaffId};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use uuid::Uuid;
use vault::{Reader, StoreError, members};

use super::due::cases::{self, Case};
use super::due::{self, contact};
use crate::book::{self, Held, People};
use crate::contract::caseload::{
    Band, Caseload, CaseloadCounts, CaseloadFilter, CaseloadRow, Due, FindPeople, Found,
    FoundPerson, ListCaseload, Press, Whose,
};
use crate::contract::failure::Failure;
use crate::contract::{Page, Paged};
use crate::desk::Desk;
use crate::router::AtDesk;

/// How many people one care manager should lead.
const BAND: Band = Band { from: 35, to: 40 };
/// Finding gives so many people.
const FOUND_MAX: usize = 20;
/// Nobody types a longer name.
const TEXT_CHARS_MAX: usize = 100;

impl AtDesk for ListCaseload {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Caseload, Failure> {
        desk.read(|reader| {
            let people = People::read(reader, desk.me().staff)?;
            let mut everybody = in_order(reader, desk.today)?;
            everybody.retain(|person| person.is_of(self.whose, desk.me().staff));
            let counts = counts(&everybody);
            everybody.retain(|person| person.passes(self.only));
            let shown = part(&everybody, self.page).iter();
            let rows = shown
                .map(|person| person.row(&people, desk.today))
                .collect();
            let band = (desk.me().role == Role::CareManager).then_some(BAND);
            Ok(Caseload {
                people: Paged {
                    rows,
                    total: number(everybody.len()),
                },
                counts,
                band,
            })
        })
    }
}

/// The rows of a list that a page asks for; never more than the store hands out at once.
pub(super) fn part<T>(all: &[T], page: Page) -> &[T] {
    let limit = page.limit.min(vault::PAGE_RECORDS_MAX);
    let from = usize::try_from(page.offset)
        .unwrap_or(usize::MAX)
        .min(all.len());
    let to = from
        .saturating_add(usize::try_from(limit).unwrap_or(usize::MAX))
        .min(all.len());
    all.get(from..to).unwrap_or_default()
}

/// One member with all that orders and filters her.
struct Person {
    held: Held<Member>,
    case: Case,
    due: Vec<Due>,
    is_perinatal: bool,
    is_unsent: bool,
    two_answers: u32,
}

/// Everybody: the most pressing first, then by day, then by name whatever its accents.
fn in_order(reader: &Reader<'_>, today: NaiveDate) -> Result<Vec<Person>, StoreError> {
    let mut cases = cases::everybody(reader, today)?;
    let two_answers = cases::two_answers(reader)?;
    let unsent = cases::unsent(reader)?;
    let perinatal = perinatal(&book::all(reader)?, today);
    let person = |held: Held<Member>| {
        let member = MemberId(held.id);
        let case = cases.remove(&member).unwrap_or_default();
        Person {
            due: due::of(&case, today),
            case,
            is_perinatal: perinatal.contains(&member),
            is_unsent: unsent.contains(&member),
            two_answers: two_answers
                .get(&member)
                .map_or(0, |fields| number(fields.len())),
            held,
        }
    };
    let mut everybody: Vec<Person> = book::everybody(reader)?.into_iter().map(person).collect();
    everybody.sort_by_cached_key(Person::place);
    Ok(everybody)
}

/// Those who are pregnant, or were within the last twelve months.
pub(super) fn perinatal(pregnancies: &[Held<Pregnancy>], today: NaiveDate) -> BTreeSet<MemberId> {
    let within = pregnancies
        .iter()
        .filter(|held| held.value.phase(today).is_perinatal());
    within.filter_map(Held::member).collect()
}

impl Person {
    fn is_of(&self, whose: Whose, me: StaffId) -> bool {
        match whose {
            // Whoever nobody leads yet was met in the field: she is on the list of whoever holds her.
            Whose::Mine => self.case.lead().is_none_or(|lead| lead == me),
            Whose::Team => true,
        }
    }

    fn passes(&self, only: CaseloadFilter) -> bool {
        match only {
            CaseloadFilter::Everyone => true,
            CaseloadFilter::Late => self.due.iter().any(|due| due.press == Press::Late),
            CaseloadFilter::DueThisWeek => self.due.iter().any(|due| due.press == Press::Soon),
            CaseloadFilter::HighRisk => self.held.value.risk == Some(Risk::High),
            CaseloadFilter::Perinatal => self.is_perinatal,
            CaseloadFilter::Unsent => self.is_unsent,
            CaseloadFilter::TwoAnswers => 0 < self.two_answers,
        }
    }

    fn place(&self) -> (bool, Option<(Press, NaiveDate)>, String, Uuid) {
        let next = self.due.first().map(|due| (due.press, due.by));
        let names = &self.held.value.names;
        let name = format!("{} {}", names.family, names.given.join(" "));
        (next.is_none(), next, folded(&name), self.held.id)
    }

    fn row(&self, people: &People, today: NaiveDate) -> CaseloadRow {
        let (member, case) = (&self.held.value, &self.case);
        let agreed = case
            .plan
            .as_ref()
            .and_then(|plan| plan.value.agreed.as_ref());
        CaseloadRow {
            member: MemberId(self.held.id),
            name: member.names.whole(),
            age: member.age(today),
            language: member.language().map(str::to_owned),
            populations: case
                .episode
                .as_ref()
                .map(|held| held.value.populations.clone())
                .unwrap_or_default(),
            risk: member.risk,
            stage: case.stage(),
            lead: case.lead().map(|lead| people.person(lead)),
            last_contact: contact::last(&case.contacts),
            rhythm: contact::rhythm(&case.contacts, today),
            next_due: self.due.first().cloned(),
            plan_age_days: agreed.map(|agreed| today.signed_duration_since(agreed.on).num_days()),
            site: site(member),
            unsent: self.is_unsent,
            two_answers: self.two_answers,
        }
    }
}

fn counts(everybody: &[Person]) -> CaseloadCounts {
    let count = |only| {
        number(
            everybody
                .iter()
                .filter(|person| person.passes(only))
                .count(),
        )
    };
    CaseloadCounts {
        everyone: count(CaseloadFilter::Everyone),
        late: count(CaseloadFilter::Late),
        due_this_week: count(CaseloadFilter::DueThisWeek),
        high_risk: count(CaseloadFilter::HighRisk),
        perinatal: count(CaseloadFilter::Perinatal),
        unsent: count(CaseloadFilter::Unsent),
        two_answers: count(CaseloadFilter::TwoAnswers),
    }
}

/// Where she stays, in words.
pub(super) fn site(member: &Member) -> String {
    member
        .home
        .as_ref()
        .map(|home| home.words.clone())
        .unwrap_or_default()
}

/// A name as it is put in order: Núñez stands beside Nunez.
pub(super) fn folded(name: &str) -> String {
    name.nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
        .collect()
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

impl AtDesk for FindPeople {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Found, Failure> {
        if TEXT_CHARS_MAX < self.text.chars().count() {
            return Err(Failure::TooLarge);
        }
        desk.read(|reader| {
            let people = if self.text.trim().is_empty() {
                let first = in_order(reader, desk.today)?
                    .into_iter()
                    .map(|person| person.held);
                let found = |held: Held<Member>| found(MemberId(held.id), &held.value, desk.today);
                first.take(FOUND_MAX).map(found).collect()
            } else {
                let page = vault::Page::new(0, number(FOUND_MAX)).unwrap_or(vault::Page::FIRST);
                let rows = members::search(reader, &self.text, page)?;
                let mut people: Vec<FoundPerson> = Vec::new();
                for row in &rows {
                    let found = found_in(reader, row, desk.today)?;
                    // A person of several records is found by each of them, and is one.
                    people.extend(
                        found.filter(|new| people.iter().all(|known| known.member != new.member)),
                    );
                }
                people
            };
            Ok(Found { people })
        })
    }
}

fn found_in(
    reader: &Reader<'_>,
    row: &members::MemberRow,
    today: NaiveDate,
) -> Result<Option<FoundPerson>, StoreError> {
    let Ok(id) = row.id.parse() else {
        return Ok(None);
    };
    let held = book::member(reader, id)?;
    Ok(held.map(|held| found(MemberId(held.id), &held.value, today)))
}

fn found(id: MemberId, member: &Member, today: NaiveDate) -> FoundPerson {
    FoundPerson {
        member: id,
        name: member.names.whole(),
        age: member.age(today),
        site: site(member),
    }
}

#[cfg(test)]
mod tests;
