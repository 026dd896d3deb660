//! The day of the person who is here: her visits, what waits to be signed, what is to be done, what others changed.

mod alerts;
mod news;

use std::collections::BTreeMap;

use care::{
    Act, Intervention, InterventionId, Member, MemberId, Role, StaffId, Task, TaskId, Visit,
    VisitId,
};
use chrono::NaiveDate;
use uuid::Uuid;
use vault::visits::{self as calendar, Days};
use vault::{Reader, StoreError, drafts, entities};

use super::due;
use super::due::cases::{self, Case, paged};
use super::notes::{notes_of, whereabouts};
use super::reviews;
use super::visits::{appointment, status};
use crate::book::{self, Held, Joined, People};
use crate::contract::Seen;
use crate::contract::caseload::{Due, DueKind, Press};
use crate::contract::failure::Failure;
use crate::contract::today::{ShowToday, ToDo, Today, TodayVisit};
use crate::contract::visits::DraftWaiting;
use crate::desk::Desk;
use crate::router::AtDesk;

/// So many things that are due stand under a visit.
const VISIT_DUE_MAX: usize = 3;
/// What a visit's line shows of the member.
const SHOWN_OF_A_MEMBER: [&str; 4] = ["names", "birthDate", "languages", "door"];
/// So many things to be done stand on the page.
const TO_DO_MAX: usize = 12;

impl AtDesk for ShowToday {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Today, Failure> {
        desk.read(|reader| {
            let members = book::everybody(reader)?
                .into_iter()
                .map(|held| (MemberId(held.id), held));
            let around = Around {
                me: desk.me().staff,
                role: desk.me().role,
                today: desk.today,
                members: members.collect(),
                joined: Joined::read(reader)?,
                people: People::read(reader, desk.me().staff)?,
                cases: cases::everybody(reader, desk.today)?,
            };
            let (to_do, to_do_total) = around.to_do(reader)?;
            Ok(Today {
                day: desk.today,
                now: desk.now,
                alerts: around.alerts(reader)?,
                visits: around.visits(reader)?,
                drafts: around.drafts(reader)?,
                two_answers: entities::count_conflicts(reader)?,
                set_aside: set_aside(reader, desk.me().role)?,
                to_do,
                to_do_total,
                news: around.news(reader, desk.now)?,
                quiet_people: around.quiet_people(),
            })
        })
    }
}

/// What was set aside, for whoever may decide about it.
fn set_aside(reader: &Reader<'_>, role: Role) -> Result<u32, StoreError> {
    if !care::may(role, Act::Steer) {
        return Ok(0);
    }
    Ok(reviews::waiting(reader)?.into_values().sum())
}

/// Who is here on which day, and what the satchel holds around her.
struct Around {
    me: StaffId,
    role: Role,
    today: NaiveDate,
    members: BTreeMap<MemberId, Held<Member>>,
    joined: Joined,
    people: People,
    cases: BTreeMap<MemberId, Case>,
}

impl Around {
    fn name(&self, member: MemberId) -> String {
        self.members
            .get(&member)
            .map(|member| member.value.names.whole())
            .unwrap_or_default()
    }

    /// Her visits in order of time; those without a time last.
    fn visits(&self, reader: &Reader<'_>) -> Result<Vec<TodayVisit>, StoreError> {
        let day = self.today.to_string();
        let mut visits = Vec::new();
        for row in paged(|page| {
            calendar::on(
                reader,
                Days {
                    from: &day,
                    to: &day,
                },
                page,
            )
        })? {
            let Ok(id) = row.id.parse::<VisitId>() else {
                continue;
            };
            let held = book::read::<Visit>(reader, id)?
                .filter(|held| held.value.appointment.staff == self.me);
            if let Some(held) = held {
                visits.extend(self.visit(reader, &held)?);
            }
        }
        visits.sort_by_key(|visit| visit.appointment.time.is_none());
        Ok(visits)
    }

    /// A visit, if the member is here.
    fn visit(
        &self,
        reader: &Reader<'_>,
        held: &Held<Visit>,
    ) -> Result<Option<TodayVisit>, StoreError> {
        let Some((id, member)) = held
            .member()
            .and_then(|id| Some((id, self.members.get(&id)?)))
        else {
            return Ok(None);
        };
        let is_asked = !held.two_answers().is_empty() || member.is_asked(&SHOWN_OF_A_MEMBER);
        let member = &member.value;
        let arranged = &held.value.appointment;
        let mut due = self
            .cases
            .get(&id)
            .map(|case| due::of(case, self.today))
            .unwrap_or_default();
        // The visit itself is what this line is about.
        due.retain(|due| {
            due.what != DueKind::Visit || due.by != arranged.day || due.time != arranged.time
        });
        due.truncate(VISIT_DUE_MAX);
        let notes = notes_of(reader, VisitId(held.id))?;
        let whereabouts = notes
            .last()
            .map(|note| whereabouts(reader, &note.record))
            .transpose()?;
        let door = member.door.as_ref();
        Ok(Some(TodayVisit {
            visit: VisitId(held.id),
            member: id,
            name: member.names.whole(),
            age: member.age(self.today),
            language: member.language().map(str::to_owned),
            appointment: appointment(arranged, &self.people),
            status: status(
                reader,
                held,
                notes.first().map(|note| (note.id, note.note.signed_at)),
            )?,
            door: door.map(|door| door.say.clone()).unwrap_or_default(),
            dangers: door.map(|door| door.dangers.clone()).unwrap_or_default(),
            voicemail: door.map(|door| door.voicemail),
            due,
            whereabouts,
            two_answers: is_asked,
        }))
    }

    /// What is being written and is not signed or saved, last kept first. What is about somebody who has left this
    /// satchel is on its way to the clinic, and nothing to go on with.
    fn drafts(&self, reader: &Reader<'_>) -> Result<Vec<DraftWaiting>, StoreError> {
        let waiting = |draft: drafts::Draft| {
            let member = draft
                .member
                .as_deref()
                .and_then(|member| member.parse().ok())
                .map(|member| self.joined.person(member));
            DraftWaiting {
                visit: draft
                    .about
                    .strip_prefix("visit:")
                    .and_then(|visit| visit.parse().ok()),
                member,
                name: member.map(|member| self.name(member)).unwrap_or_default(),
                kept_at: draft.kept_at,
                about: draft.about,
            }
        };
        Ok(paged(|page| drafts::all(reader, page))?
            .into_iter()
            .map(waiting)
            .filter(|draft| draft.member.is_none_or(|id| self.members.contains_key(&id)))
            .collect())
    }

    /// Her tasks and steps that have a day, the most pressing first; and how many there are in all.
    fn to_do(&self, reader: &Reader<'_>) -> Result<(Vec<ToDo>, u32), StoreError> {
        let mut all: Vec<Doing<'_>> = self
            .cases
            .iter()
            .flat_map(|(member, case)| self.of_case(*member, case))
            .collect();
        all.sort_by(|one, other| {
            (due::order(&one.due), one.id()).cmp(&(due::order(&other.due), other.id()))
        });
        let total = u32::try_from(all.len()).unwrap_or(u32::MAX);
        let shown = all.into_iter().take(TO_DO_MAX);
        let to_do = shown
            .map(|doing| doing.view(reader, self))
            .collect::<Result<_, _>>()?;
        Ok((to_do, total))
    }

    fn of_case<'a>(&'a self, member: MemberId, case: &'a Case) -> impl Iterator<Item = Doing<'a>> {
        let is_over = case.is_over();
        let my_steps = case
            .steps
            .iter()
            .filter(move |held| !is_over && held.value.owner.staff == Some(self.me));
        let steps = my_steps.filter_map(move |held| {
            let due = due::step(held, self.today)?;
            Some(Doing {
                member,
                due,
                what: What::Step(held),
            })
        });
        let my_tasks = case
            .tasks
            .iter()
            .filter(|held| held.value.owner.staff == Some(self.me) && held.value.alert.is_none());
        let tasks = my_tasks.filter_map(move |held| {
            let due = due::task(held, self.today)?;
            Some(Doing {
                member,
                due,
                what: What::Task(held),
            })
        });
        // What is months away stands on her own page.
        let hers = case.lead() == Some(self.me);
        let around_a_birth = case.perinatal.iter().filter(move |_| hers);
        let around_a_birth = around_a_birth
            .map(move |pressing| Doing {
                member,
                due: due::perinatal(pressing, self.today),
                what: What::AroundABirth,
            })
            .filter(|doing| doing.due.press != Press::Later);
        let assessment = case
            .comprehensive_by()
            .filter(|_| hers)
            .map(|day| Doing {
                member,
                due: due::comprehensive(day, case, self.today),
                what: What::Comprehensive,
            })
            .filter(|doing| doing.due.press != Press::Later);
        // What is late is the supervisor's business too, and what nobody leads is everybody's.
        let supervises = self.role == Role::Supervisor;
        let leads = case.lead().is_none_or(|lead| lead == self.me);
        let requests = case.requests.iter().map(move |waits| Doing {
            member,
            due: due::request(waits, self.today),
            what: What::Request,
        });
        let requests =
            requests.filter(move |doing| leads || (supervises && doing.due.press == Press::Late));
        steps
            .chain(tasks)
            .chain(around_a_birth)
            .chain(assessment)
            .chain(requests)
    }

    /// People she leads whom nobody has reached for more than fourteen days.
    fn quiet_people(&self) -> u32 {
        let quiet = |case: &&Case| {
            case.lead() == Some(self.me) && case.contact_was_due(self.today).is_some()
        };
        u32::try_from(self.cases.values().filter(quiet).count()).unwrap_or(u32::MAX)
    }
}

/// Something she is to do for a member.
struct Doing<'a> {
    member: MemberId,
    due: Due,
    what: What<'a>,
}

enum What<'a> {
    Step(&'a Held<Intervention>),
    Task(&'a Held<Task>),
    AroundABirth,
    Comprehensive,
    Request,
}

impl Doing<'_> {
    fn id(&self) -> Uuid {
        match self.what {
            What::Step(held) => held.id,
            What::Task(held) => held.id,
            What::AroundABirth | What::Comprehensive | What::Request => self.member.0,
        }
    }

    fn view(self, reader: &Reader<'_>, around: &Around) -> Result<ToDo, StoreError> {
        let (task, intervention, seen) = match self.what {
            What::Step(held) => (
                None,
                Some(InterventionId(held.id)),
                book::seen(reader, held)?,
            ),
            What::Task(held) => (Some(TaskId(held.id)), None, book::seen(reader, held)?),
            What::AroundABirth | What::Comprehensive | What::Request => {
                (None, None, Seen::default())
            }
        };
        let name = around.name(self.member);
        Ok(ToDo {
            task,
            intervention,
            member: self.member,
            name,
            due: self.due,
            seen,
        })
    }
}

#[cfg(test)]
mod tests;
