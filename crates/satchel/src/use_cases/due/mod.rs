//! What is due with a member.
//!
//! A pure look at what is known of her: the caseload, today and her own page all say the same because they ask here.
//! Whoever asks brings the day.

pub(super) mod cases;
pub(super) mod contact;
#[cfg(test)]
pub(super) mod fixture;
#[cfg(test)]
pub(crate) mod office;

use care::{Done, Intervention, StepStatus, Task};
use chrono::NaiveDate;

use super::perinatal::Pressing;
use super::rights::Waiting;
use crate::book::Held;
use crate::contract::caseload::{Due, DueKind, Press};
use cases::Case;

/// What comes within so many days is due soon.
const SOON_DAYS: i64 = 7;

/// Everything that is due with a member, most pressing first. When her episode is over the plan presses nobody any
/// more; what was promised beside it still does.
pub(super) fn of(case: &Case, today: NaiveDate) -> Vec<Due> {
    let is_over = case.is_over();
    let plan = case.plan.iter().filter_map(|plan| {
        let day = plan.value.review_by?;
        let asked = plan.is_asked(&["reviewBy"]);
        Some(due(DueKind::PlanReview, "", (day, asked), today))
    });
    let steps = case.steps.iter().filter_map(|held| step(held, today));
    let under_plan = plan.chain(steps).filter(|_| !is_over);
    let tasks = case.tasks.iter().filter_map(|held| task(held, today));
    let visits = case.ahead.iter().map(|ahead| Due {
        time: ahead.time.clone(),
        ..due(DueKind::Visit, "", (ahead.day, ahead.is_asked), today)
    });
    let episode_asked = case
        .episode
        .as_ref()
        .is_some_and(|held| held.is_asked(&["stages"]));
    let contact = case
        .contact_was_due(today)
        .map(|day| due(DueKind::Contact, "", (day, episode_asked), today));
    let around_a_birth = case
        .perinatal
        .iter()
        .map(|pressing| perinatal(pressing, today));
    let assessment = case
        .comprehensive_by()
        .map(|day| comprehensive(day, case, today));
    let mut all: Vec<Due> = under_plan
        .chain(tasks)
        .chain(visits)
        .chain(contact)
        .chain(assessment)
        .chain(around_a_birth)
        .chain(case.requests.iter().map(|waits| request(waits, today)))
        .collect();
    all.sort_by(|one, other| order(one).cmp(&order(other)));
    all
}

/// What a step or a task is read from.
const READ: [&str; 4] = ["what", "owner", "due", "done"];

/// A step of the plan, if it is open and has a day.
pub(super) fn step(held: &Held<Intervention>, today: NaiveDate) -> Option<Due> {
    let day = held.value.due.filter(|_| is_open(held, &held.value.done))?;
    let day = (day, held.is_asked(&READ));
    Some(due(DueKind::Intervention, &held.value.what, day, today))
}

/// A task, if it is open and has a day.
pub(super) fn task(held: &Held<Task>, today: NaiveDate) -> Option<Due> {
    let day = held.value.due.filter(|_| is_open(held, &held.value.done))?;
    let day = (day, held.is_asked(&READ));
    Some(due(DueKind::Task, &held.value.what, day, today))
}

/// The comprehensive assessment; since when it is counted may be in dispute.
pub(super) fn comprehensive(day: NaiveDate, case: &Case, today: NaiveDate) -> Due {
    let episode = case.episode.as_ref();
    let asked = episode.is_some_and(|held| held.is_asked(&["stages"]));
    due(DueKind::Comprehensive, "", (day, asked), today)
}

/// Something around a birth.
pub(super) fn perinatal(pressing: &Pressing, today: NaiveDate) -> Due {
    let day = (pressing.by, pressing.is_asked);
    Due {
        label: Some(super::said::said(&pressing.label)),
        ..due(DueKind::Perinatal, "", day, today)
    }
}

/// A request of hers that waits for an answer.
pub(super) fn request(waits: &Waiting, today: NaiveDate) -> Due {
    Due {
        label: waits.label.clone(),
        ..due(DueKind::Request, "", (waits.by, false), today)
    }
}

/// Whether there is still something to do: also where one of two people says so, for what is done once too often does
/// less harm than what nobody does.
pub(super) fn is_open<T>(held: &Held<T>, done: &Done) -> bool {
    let open = |done: &Done| done.status == StepStatus::ToDo;
    open(done) || (held.is_asked(&["done"]) && held.answers("done").iter().any(open))
}

/// The order in which things press.
pub(super) fn order(due: &Due) -> (Press, NaiveDate, DueKind, Option<&str>, &str) {
    (due.press, due.by, due.what, due.time.as_deref(), &due.words)
}

fn due(what: DueKind, words: &str, (by, two_answers): (NaiveDate, bool), today: NaiveDate) -> Due {
    Due {
        what,
        words: words.to_owned(),
        label: None,
        by,
        time: None,
        press: press(by, today),
        two_answers,
    }
}

/// How pressing something is, by its day.
pub(super) fn press(day: NaiveDate, today: NaiveDate) -> Press {
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
    use care::Stage;
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
            is_asked: false,
        };
        let contact = Contact {
            day: day("2026-01-26"),
            how: How::InPerson,
            at_clinic: true,
        };
        Case {
            comprehensive: None,
            episode: Some(held(1, episode(Stage::Active))),
            plan: Some(held(2, plan("2026-02-09"))),
            steps: vec![
                held(3, a_step("call Hearthway", Some("2026-02-17"))),
                held(4, a_step("some time", None)),
            ],
            tasks: vec![held(5, a_task("send the form", Some("2026-02-18")))],
            ahead: vec![ahead],
            contacts: vec![contact],
            perinatal: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// R053 in part: the review of the plan is due by a day.
    #[test]
    fn what_is_late_comes_first_then_what_is_soon_then_the_rest() {
        let expected = [
            "Late PlanReview 2026-02-09",
            "Late Contact 2026-02-09",
            "Soon Visit 2026-02-10",
            "Soon Intervention 2026-02-17 call Hearthway",
            "Later Task 2026-02-18 send the form",
            "Later Comprehensive 2026-04-01",
        ];
        assert_eq!(lines(&everything_due()), expected);
    }

    #[test]
    fn what_is_done_is_not_due() {
        let mut case = everything_due();
        case.steps[0].value.done.status = StepStatus::Done;
        case.tasks[0].value.done.status = StepStatus::Dropped;
        let lines = lines(&case);
        assert_eq!(lines.len(), 4, "{lines:?}");
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
