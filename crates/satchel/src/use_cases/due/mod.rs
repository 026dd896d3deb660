//! What is due with a member.
//!
//! A pure look at what is known of her: the caseload, today and her own page all say the same because they ask here.
//! Whoever asks brings the day.

pub(super) mod cases;
pub(super) mod contact;
#[cfg(test)]
pub(super) mod fixture;
#[cfg(test)]
pub(super) mod office;

use care::{Intervention, Stage, StepStatus, Task};
use chrono::NaiveDate;

use crate::contract::caseload::{Due, DueKind, Press};
use cases::Case;

/// What comes within so many days is due soon.
const SOON_DAYS: i64 = 7;

/// Everything that is due with a member, most pressing first. When her episode is over the plan presses nobody any
/// more; what was promised beside it still does.
pub(super) fn of(case: &Case, today: NaiveDate) -> Vec<Due> {
    let is_over = case.stage().is_some_and(Stage::is_over);
    let review_by = case.plan.as_ref().and_then(|plan| plan.value.review_by);
    let plan = review_by.map(|day| due(DueKind::PlanReview, String::new(), day, today));
    let steps = case
        .steps
        .iter()
        .filter_map(|held| step(&held.value, today));
    let under_plan = plan.into_iter().chain(steps).filter(|_| !is_over);
    let tasks = case
        .tasks
        .iter()
        .filter_map(|held| task(&held.value, today));
    let visits = case.ahead.iter().map(|ahead| Due {
        time: ahead.time.clone(),
        ..due(DueKind::Visit, String::new(), ahead.day, today)
    });
    let contact = case
        .contact_was_due(today)
        .map(|day| due(DueKind::Contact, String::new(), day, today));
    let mut all: Vec<Due> = under_plan
        .chain(tasks)
        .chain(visits)
        .chain(contact)
        .collect();
    all.sort_by(|one, other| order(one).cmp(&order(other)));
    all
}

/// A step of the plan, if it is open and has a day.
pub(super) fn step(step: &Intervention, today: NaiveDate) -> Option<Due> {
    let day = step.due.filter(|_| step.done.status == StepStatus::ToDo)?;
    Some(due(DueKind::Intervention, step.what.clone(), day, today))
}

/// A task, if it is open and has a day.
pub(super) fn task(task: &Task, today: NaiveDate) -> Option<Due> {
    let day = task.due.filter(|_| task.done.status == StepStatus::ToDo)?;
    Some(due(DueKind::Task, task.what.clone(), day, today))
}

/// The order in which things press.
pub(super) fn order(due: &Due) -> (Press, NaiveDate, DueKind, Option<&str>, &str) {
    (due.press, due.by, due.what, due.time.as_deref(), &due.words)
}

fn due(what: DueKind, words: String, by: NaiveDate, today: NaiveDate) -> Due {
    Due {
        what,
        words,
        by,
        time: None,
        press: press(by, today),
    }
}

/// How pressing something is, by its day.
fn press(day: NaiveDate, today: NaiveDate) -> Press {
    match day.signed_duration_since(today).num_days() {
        ..0 => Press::Late,
        0..=SOON_DAYS => Press::Soon,
        _ => Press::Later,
    }
}

#[cfg(test)]
mod tests {
    use super::fixture::{day, episode, held, plan, step as a_step, task as a_task};
    use super::*;
    use cases::Ahead;
    use contact::{Contact, How};

    fn lines(case: &Case) -> Vec<String> {
        let line = |due: &Due| format!("{:?} {:?} {} {}", due.press, due.what, due.by, due.words);
        of(case, day("2026-02-10"))
            .iter()
            .map(|due| line(due).trim().to_owned())
            .collect()
    }

    fn everything_due() -> Case {
        let ahead = Ahead {
            day: day("2026-02-10"),
            time: Some("09:00".to_owned()),
        };
        let contact = Contact {
            day: day("2026-01-26"),
            how: How::InPerson,
            at_clinic: true,
        };
        Case {
            episode: Some(held(1, episode(Stage::Active))),
            plan: Some(held(2, plan("2026-02-09"))),
            steps: vec![
                held(3, a_step("call Hearthway", Some("2026-02-17"))),
                held(4, a_step("some time", None)),
            ],
            tasks: vec![held(5, a_task("send the form", Some("2026-02-18")))],
            ahead: vec![ahead],
            contacts: vec![contact],
        }
    }

    #[test]
    fn what_is_late_comes_first_then_what_is_soon_then_the_rest() {
        let expected = [
            "Late PlanReview 2026-02-09",
            "Late Contact 2026-02-09",
            "Soon Visit 2026-02-10",
            "Soon Intervention 2026-02-17 call Hearthway",
            "Later Task 2026-02-18 send the form",
        ];
        assert_eq!(lines(&everything_due()), expected);
    }

    #[test]
    fn what_is_done_is_not_due() {
        let mut case = everything_due();
        case.steps[0].value.done.status = StepStatus::Done;
        case.tasks[0].value.done.status = StepStatus::Dropped;
        let lines = lines(&case);
        assert_eq!(lines.len(), 3, "{lines:?}");
    }

    #[test]
    fn when_an_episode_is_over_only_tasks_and_visits_press() {
        let case = Case {
            episode: Some(held(1, episode(Stage::Graduated))),
            ..everything_due()
        };
        assert_eq!(
            lines(&case),
            [
                "Soon Visit 2026-02-10",
                "Later Task 2026-02-18 send the form"
            ]
        );
    }
}
