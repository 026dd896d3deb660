//! What the satchel holds that can be due or tell of contact, sorted out by member.
//!
//! Everybody is read kind by kind, never member by member, so that a caseload costs a handful of statements.

use std::collections::{BTreeMap, BTreeSet};

use care::{Episode, Intervention, MemberId, Plan, Stage, StageEntry, Task};
use chrono::NaiveDate;
use sync::StreamId;
use vault::visits::{self, Meeting};
use vault::{PAGE_RECORDS_MAX, Page, Reader, StoreError, entities, outbox};

use super::super::comprehensive;
use super::super::perinatal::{self, Pressing};
use super::super::rights::{self, Waiting};
use super::contact::{self, Contact};
use super::is_open;
use crate::book::{self, Held, Joined};

/// One member's.
#[derive(Default)]
pub(crate) struct Case {
    /// Her episode, in which she is now or was last.
    pub(crate) episode: Option<Held<Episode>>,
    /// Her plan.
    pub(crate) plan: Option<Held<Plan>>,
    /// Open steps of her plan.
    pub(crate) steps: Vec<Held<Intervention>>,
    /// Open tasks.
    pub(crate) tasks: Vec<Held<Task>>,
    /// Visits that are arranged and have not begun.
    pub(crate) ahead: Vec<Ahead>,
    /// When somebody met or reached her, or tried to.
    pub(crate) contacts: Vec<Contact>,
    /// What presses around a birth.
    pub(crate) perinatal: Vec<Pressing>,
    /// The day of her newest comprehensive assessment.
    pub(crate) comprehensive: Option<NaiveDate>,
    /// What she asked for by right and is not answered; also when her episode is over.
    pub(crate) requests: Vec<Waiting>,
}

/// A visit that is arranged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ahead {
    /// The day.
    pub(crate) day: NaiveDate,
    /// The time, "09:00"; absent for some time that day.
    pub(crate) time: Option<String>,
    /// Whether two people have answered differently about it.
    pub(crate) is_asked: bool,
}

impl Case {
    /// Where her episode stands.
    pub(crate) fn stage(&self) -> Option<Stage> {
        self.episode.as_ref()?.value.stage()
    }

    /// Whether her episode is over. Where two people say differently it is not: nobody is forgotten over a question.
    pub(crate) fn is_over(&self) -> bool {
        let over = |stages: &Vec<StageEntry>| stages.last().is_some_and(|one| one.stage.is_over());
        self.episode.as_ref().is_some_and(|held| {
            over(&held.value.stages)
                && (!held.is_asked(&["stages"]) || held.answers("stages").iter().all(over))
        })
    }

    /// By when the next comprehensive assessment is due; absent before she is enrolled, and when her episode is over.
    pub(crate) fn comprehensive_by(&self) -> Option<NaiveDate> {
        let enrolled = self.episode.as_ref()?.value.enrolled_on()?;
        catalog::Comprehensive::shipped().due_by(enrolled, self.comprehensive)
    }

    /// Who leads.
    pub(crate) fn lead(&self) -> Option<care::StaffId> {
        self.episode.as_ref()?.value.lead()
    }

    /// By when somebody should have been in contact with her, if that day has passed.
    pub(crate) fn contact_was_due(&self, today: NaiveDate) -> Option<NaiveDate> {
        contact::was_due(&self.episode.as_ref()?.value, &self.contacts, today)
    }
}

/// Everybody's.
pub(crate) fn everybody(
    reader: &Reader<'_>,
    today: NaiveDate,
) -> Result<BTreeMap<MemberId, Case>, StoreError> {
    let parts = Parts {
        episodes: book::all(reader)?,
        plans: book::all(reader)?,
        steps: book::all(reader)?,
        tasks: book::all(reader)?,
        meetings: paged(|page| visits::meetings(reader, page))?,
    };
    let joined = Joined::read(reader)?;
    let mut cases = parts.by_member(&joined);
    for (member, kept) in rights::Kept::everybody(reader, &joined)? {
        cases.entry(member).or_default().requests = rights::waiting(&kept);
    }
    for (member, on) in comprehensive::last_of_everybody(reader, &joined)? {
        cases.entry(member).or_default().comprehensive = Some(on);
    }
    // Only of those who are or were pregnant, within the year, is more read.
    for member in perinatal::within_the_year(reader, today)? {
        if let Some(case) = cases.get_mut(&member) {
            case.perinatal = perinatal::pressing(reader, (member, case.episode.as_ref()), today)?;
        }
    }
    Ok(cases)
}

/// One member's.
pub(crate) fn one(
    reader: &Reader<'_>,
    member: MemberId,
    today: NaiveDate,
) -> Result<Case, StoreError> {
    let person = book::person(reader, member)?;
    let mut meetings = Vec::new();
    for stream in book::streams_of(reader, member)? {
        meetings.extend(paged(|page| visits::meetings_of(reader, &stream, page))?);
    }
    let parts = Parts {
        episodes: book::of_member(reader, member)?,
        plans: book::of_member(reader, member)?,
        steps: book::of_member(reader, member)?,
        tasks: book::of_member(reader, member)?,
        meetings,
    };
    let mut cases = parts.by_member(&Joined::read(reader)?);
    let mut case = cases.remove(&person).unwrap_or_default();
    case.perinatal = perinatal::pressing(reader, (person, case.episode.as_ref()), today)?;
    case.comprehensive =
        comprehensive::newest(reader, member)?.map(|newest| contact::day_of(newest.value.ended_at));
    case.requests = rights::waiting(&rights::Kept::read(reader, member)?);
    Ok(case)
}

/// A member's episode, in which she is now or was last.
pub(crate) fn the_episode(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Option<Held<Episode>>, StoreError> {
    Ok(present_episode(book::of_member(reader, member)?))
}

/// A member's plan.
pub(crate) fn the_plan(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<Option<Held<Plan>>, StoreError> {
    Ok(present_plan(book::of_member(reader, member)?))
}

/// The episode that is not over, else the newest.
pub(crate) fn present_episode(
    episodes: impl IntoIterator<Item = Held<Episode>>,
) -> Option<Held<Episode>> {
    let is_open = |held: &Held<Episode>| held.value.stage().is_some_and(|stage| !stage.is_over());
    episodes
        .into_iter()
        .max_by_key(|held| (is_open(held), held.id))
}

/// A member has one plan. Two devices that each began one made two; the older id is the plan on every device alike.
fn present_plan(plans: impl IntoIterator<Item = Held<Plan>>) -> Option<Held<Plan>> {
    plans.into_iter().min_by_key(|held| held.id)
}

/// The fields that have two answers, each as "kind.field", for everybody who has any.
pub(crate) fn two_answers(
    reader: &Reader<'_>,
) -> Result<BTreeMap<MemberId, Vec<String>>, StoreError> {
    let mut all: BTreeMap<MemberId, Vec<String>> = BTreeMap::new();
    let joined = Joined::read(reader)?;
    for row in paged(|page| entities::with_conflicts(reader, page))? {
        let Some(member) = member_of(&row.stream) else {
            continue;
        };
        let heads: sync::Fields = serde_json::from_str(&row.heads).unwrap_or_default();
        let asked = heads.iter().filter(|(_, heads)| 1 < heads.len());
        let fields = asked.map(|(field, _)| format!("{}.{field}", row.kind));
        all.entry(joined.person(member)).or_default().extend(fields);
    }
    Ok(all)
}

/// Those of whom something is not at the clinic.
pub(crate) fn unsent(reader: &Reader<'_>) -> Result<BTreeSet<MemberId>, StoreError> {
    let joined = Joined::read(reader)?;
    let streams = outbox::streams(reader)?;
    Ok(streams
        .iter()
        .filter_map(|stream| member_of(stream))
        .map(|member| joined.person(member))
        .collect())
}

/// Whose stream it is; absent for the clinic's own.
pub(crate) fn member_of(stream: &str) -> Option<MemberId> {
    stream.parse::<StreamId>().ok()?.member()
}

/// All pages of a list.
pub(crate) fn paged<T>(
    read: impl Fn(Page) -> Result<Vec<T>, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut all = Vec::new();
    let mut offset = 0_u32;
    while let Some(page) = Page::new(offset, PAGE_RECORDS_MAX) {
        let rows = read(page)?;
        let is_last = u32::try_from(rows.len()).is_ok_and(|rows| rows < PAGE_RECORDS_MAX);
        all.extend(rows);
        if is_last {
            break;
        }
        offset = offset.saturating_add(PAGE_RECORDS_MAX);
    }
    Ok(all)
}

/// What was read, kind by kind, each in the order of its ids.
struct Parts {
    episodes: Vec<Held<Episode>>,
    plans: Vec<Held<Plan>>,
    steps: Vec<Held<Intervention>>,
    tasks: Vec<Held<Task>>,
    meetings: Vec<Meeting>,
}

impl Parts {
    fn by_member(self, joined: &Joined) -> BTreeMap<MemberId, Case> {
        let mut cases: BTreeMap<MemberId, Case> = BTreeMap::new();
        for (member, episode) in by(self.episodes) {
            let case = cases.entry(member).or_default();
            case.episode = present_episode(case.episode.take().into_iter().chain([episode]));
        }
        for (member, plan) in by(self.plans) {
            let case = cases.entry(member).or_default();
            case.plan = present_plan(case.plan.take().into_iter().chain([plan]));
        }
        for (member, step) in by(self.steps) {
            if is_open(&step, &step.value.done) {
                cases.entry(member).or_default().steps.push(step);
            }
        }
        for (member, task) in by(self.tasks) {
            if is_open(&task, &task.value.done) {
                cases.entry(member).or_default().tasks.push(task);
            }
        }
        for meeting in self.meetings {
            let Ok(member) = meeting.member.parse() else {
                continue;
            };
            let case = cases.entry(joined.person(member)).or_default();
            case.contacts.extend(contact::of_meeting(&meeting));
            case.ahead.extend(ahead(meeting));
        }
        cases
    }
}

fn by<T>(all: Vec<Held<T>>) -> impl Iterator<Item = (MemberId, Held<T>)> {
    all.into_iter()
        .filter_map(|held| Some((held.member()?, held)))
}

fn ahead(meeting: Meeting) -> Option<Ahead> {
    let is_ahead =
        meeting.note.is_none() && meeting.started_at.is_none() && meeting.not_held.is_none();
    let day = meeting.day.parse().ok().filter(|_| is_ahead)?;
    Some(Ahead {
        day,
        time: meeting.time,
        is_asked: 0 < meeting.conflicts,
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{MEMBER, episode, note, plan, task, visit};
    use super::super::office::Office;
    use super::*;
    use care::MemberId;
    use uuid::Uuid;

    /// R233 in part: beside an episode that is over, the running one counts and her visits stay.
    #[test]
    fn one_member_is_the_same_alone_and_among_everybody() {
        let office = Office::open();
        let other = MemberId(Uuid::from_u128(0x99));
        office.put(MEMBER, 0x21, &episode(Stage::Active));
        office.put(MEMBER, 0x22, &episode(Stage::Disenrolled));
        office.put(MEMBER, 0x23, &plan("2026-03-01"));
        office.put(MEMBER, 0x24, &plan("2026-04-01"));
        office.put(MEMBER, 0x25, &visit("2026-02-12", None));
        office.put(MEMBER, 0x26, &visit("2026-02-09", None));
        office.sign(&note(0x26, "She was rested."));
        office.put(other, 0x31, &task("call", None));
        let (all, alone) = office.read(|reader| {
            let today = super::super::fixture::day("2026-02-10");
            Ok((everybody(reader, today)?, one(reader, MEMBER, today)?))
        });
        assert_eq!(all.keys().collect::<Vec<_>>(), [&MEMBER, &other]);
        for case in [&all[&MEMBER], &alone] {
            assert_eq!(case.stage(), Some(Stage::Active));
            assert_eq!(
                case.plan.as_ref().map(|plan| plan.id),
                Some(Uuid::from_u128(0x23))
            );
            assert_eq!(
                (case.ahead.len(), case.contacts.len(), case.tasks.len()),
                (1, 1, 0)
            );
        }
        let unsent = office.read(unsent);
        assert_eq!(unsent, BTreeSet::from([MEMBER]));
    }
}
