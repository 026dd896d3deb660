//! A member's plan as one view, and the day she said yes to it.

use care::{
    Act, Agreement, AreaStanding, Domain, Goal, GoalId, GoalStatus, Intervention, InterventionId,
    MemberId, Need, NeedId, Standing, StepStatus, Task, TaskId,
};
use chrono::NaiveDate;
use sync::StreamId;
use vault::{Reader, StoreError};

use super::comprehensive;
use super::due;
use super::due::cases::the_plan;
use super::suggestions::source_view;
use crate::book::{self, Held, People};
use crate::contract::failure::Failure;
use crate::contract::plans::{
    AgreePlan, AreaStood, GoalView, NeedView, Plan, ShowPlan, StepView, TaskView,
};
use crate::contract::{Made, Seen};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

impl AtDesk for ShowPlan {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Plan, Failure> {
        desk.look(|reader| {
            let member = book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let people = People::read(reader, desk.me().staff)?;
            let plan = the_plan(reader, self.member)?;
            let agreed = plan.as_ref().and_then(|plan| plan.value.agreed.clone());
            let review_by = plan.as_ref().and_then(|plan| plan.value.review_by);
            let seen = match &plan {
                Some(plan) => book::seen(reader, plan)?,
                None => Seen::default(),
            };
            Ok(Plan {
                member: self.member,
                name: member.value.names.whole(),
                first_name: member.value.names.first().to_owned(),
                language: member.value.language().map(str::to_owned),
                agreed_on: agreed.as_ref().map(|agreed| agreed.on),
                agreed_language: agreed.as_ref().map(|agreed| agreed.language.clone()),
                agreed_with: agreed.map(|agreed| people.person(agreed.with)),
                review_by,
                review_days_left: review_by
                    .map(|day| day.signed_duration_since(desk.today).num_days()),
                goals: goals(reader, self.member, &people, desk.today)?,
                needs: needs(reader, self.member)?,
                areas: areas(reader, self.member)?,
                tasks: tasks(reader, self.member, &people, desk.today)?,
                staff: people.everybody(),
                may_change: care::may(desk.me().role, Act::Change),
                two_answers: plan.map(|plan| plan.two_answers()).unwrap_or_default(),
                seen,
            })
        })
    }
}

impl AtDesk for AgreePlan {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        if self.review_by < desk.today {
            return Err(care::Refusal {
                field: "reviewBy",
                why: care::Why::BeforeTheStart,
            }
            .into());
        }
        let (on, with) = (desk.today, desk.me().staff);
        let value = care::Plan {
            agreed: Some(Agreement {
                on,
                language: self.language,
                with,
            }),
            review_by: Some(self.review_by),
        };
        desk.write(|pen, writer| {
            book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            match the_plan(writer, self.member)? {
                Some(plan) => pen.change(&plan, &value, &book::parse_seen(&self.seen))?,
                None => {
                    pen.add(&StreamId::Member(self.member), &value)?;
                }
            }
            Ok(())
        })?;
        Ok(Made {})
    }
}

/// Her goals in her order; those reached or let go come last.
pub(super) fn goals(
    reader: &Reader<'_>,
    member: MemberId,
    people: &People,
    today: NaiveDate,
) -> Result<Vec<GoalView>, StoreError> {
    let steps = book::of_member::<Intervention>(reader, member)?;
    let mut goals = book::of_member::<Goal>(reader, member)?;
    goals.sort_by(|one, other| order(one).cmp(&order(other)));
    goals
        .iter()
        .map(|goal| goal_view(reader, goal, &steps, people, today))
        .collect()
}

fn order(goal: &Held<Goal>) -> (bool, &str, uuid::Uuid) {
    (
        is_over(goal.value.progress.status),
        &goal.value.rank,
        goal.id,
    )
}

/// Whether there is nothing more to do for a goal.
pub(super) const fn is_over(status: GoalStatus) -> bool {
    match status {
        GoalStatus::Reached | GoalStatus::LetGo => true,
        GoalStatus::NotStarted | GoalStatus::Moving | GoalStatus::Stuck => false,
    }
}

fn goal_view(
    reader: &Reader<'_>,
    goal: &Held<Goal>,
    steps: &[Held<Intervention>],
    people: &People,
    today: NaiveDate,
) -> Result<GoalView, StoreError> {
    let id = GoalId(goal.id);
    let mut mine: Vec<&Held<Intervention>> =
        steps.iter().filter(|step| step.value.goal == id).collect();
    mine.sort_by_key(|step| {
        let is_open = step.value.done.status == StepStatus::ToDo;
        // What is done reads as history, oldest first, above what is still to do.
        (
            is_open,
            step.value.done.on,
            step.value.due.unwrap_or(NaiveDate::MAX),
            step.id,
        )
    });
    let value = &goal.value;
    Ok(GoalView {
        goal: id,
        statement: value.statement.clone(),
        domain: value.domain,
        status: value.progress.status,
        status_reason: value.progress.reason.clone(),
        status_on: value.progress.on,
        barrier: value.barrier.clone(),
        strength: value.strength.clone(),
        from: value.from.as_ref().map(source_view),
        steps: mine
            .iter()
            .map(|step| step_view(reader, step, people, today))
            .collect::<Result<_, _>>()?,
        two_answers: goal.two_answers(),
        whereabouts: book::whereabouts(reader, goal.id)?,
        seen: book::seen(reader, goal)?,
    })
}

fn step_view(
    reader: &Reader<'_>,
    step: &Held<Intervention>,
    people: &People,
    today: NaiveDate,
) -> Result<StepView, StoreError> {
    let value = &step.value;
    Ok(StepView {
        intervention: InterventionId(step.id),
        what: value.what.clone(),
        owner: people.owner(&value.owner),
        due: value.due,
        status: value.done.status,
        done_on: value.done.on,
        reason: value.done.reason.clone(),
        press: due::step(step, today).map(|due| due.press),
        two_answers: step.two_answers(),
        whereabouts: book::whereabouts(reader, step.id)?,
        seen: book::seen(reader, step)?,
    })
}

fn areas(reader: &Reader<'_>, member: MemberId) -> Result<Vec<AreaStood>, StoreError> {
    let Some(newest) = comprehensive::newest(reader, member)? else {
        return Ok(Vec::new());
    };
    let record = newest.id;
    let areas = newest.value.areas.into_iter().filter_map(|one| {
        let area = catalog::Comprehensive::shipped().area(&one.area)?;
        Some(AreaStood {
            domain: area.domain,
            label: comprehensive::area_label(&one.area),
            standing: match one.stands {
                AreaStanding::Assessed => Standing::HasNeed,
                AreaStanding::NoNeed => Standing::NoNeed,
                AreaStanding::Declined => Standing::Declined,
                AreaStanding::Deferred => Standing::Later,
            },
            words: one.findings,
            on: one.on,
            record,
        })
    });
    Ok(areas.collect())
}

fn needs(reader: &Reader<'_>, member: MemberId) -> Result<Vec<NeedView>, StoreError> {
    let mut needs = book::of_member::<Need>(reader, member)?;
    let place = |domain: Domain| Domain::ALL.iter().position(|known| *known == domain);
    needs.sort_by_key(|need| (place(need.value.domain), need.id));
    needs.truncate(200);
    let view = |need: &Held<Need>| {
        Ok(NeedView {
            need: NeedId(need.id),
            domain: need.value.domain,
            standing: need.value.standing,
            words: need.value.words.clone(),
            asked_on: need.value.asked_on,
            two_answers: need.two_answers(),
            seen: book::seen(reader, need)?,
        })
    };
    needs.iter().map(view).collect()
}

fn tasks(
    reader: &Reader<'_>,
    member: MemberId,
    people: &People,
    today: NaiveDate,
) -> Result<Vec<TaskView>, StoreError> {
    let mut tasks = book::of_member::<Task>(reader, member)?;
    let is_open = |task: &Held<Task>| task.value.done.status == StepStatus::ToDo;
    tasks.sort_by_key(|task| {
        (
            !is_open(task),
            task.value.due.unwrap_or(NaiveDate::MAX),
            task.id,
        )
    });
    tasks.truncate(200);
    let view = |task: &Held<Task>| {
        Ok(TaskView {
            task: TaskId(task.id),
            what: task.value.what.clone(),
            owner: people.owner(&task.value.owner),
            due: task.value.due,
            status: task.value.done.status,
            press: due::task(task, today).map(|due| due.press),
            two_answers: task.two_answers(),
            whereabouts: book::whereabouts(reader, task.id)?,
            seen: book::seen(reader, task)?,
        })
    };
    tasks.iter().map(view).collect()
}

/// An entity of a member that must be here, and hers.
pub(super) fn expect_of<T: care::Entity>(
    reader: &Reader<'_>,
    member: MemberId,
    id: impl Into<care::EntityId>,
) -> Result<Held<T>, DeskError> {
    let person = book::person(reader, member)?;
    let held = book::read::<T>(reader, id)?.filter(|held| held.member() == Some(person));
    Ok(held.ok_or(Failure::NotHere)?)
}
