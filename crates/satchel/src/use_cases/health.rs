//! What is known of a member's health, as others wrote it down. What still holds comes first, then the newest.

use std::cmp::Reverse;

use care::{
    Act, Allergy, Encounter, EncounterClass, Entity, Medicine, MedicineStatus, MemberId, Pregnancy,
    Problem, ProblemStatus,
};
use vault::{Reader, StoreError};

use crate::book::{self, Held};
use crate::contract::failure::Failure;
use crate::contract::members::{EncounterView, Health, HealthItem, PregnancyView, ShowHealth};
use crate::desk::Desk;
use crate::router::AtDesk;

/// No list is longer.
const LISTED_MAX: usize = 200;

impl AtDesk for ShowHealth {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Health, Failure> {
        desk.look(|reader| {
            book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let mut asked = Vec::new();
            Ok(Health {
                problems: problems(reader, of_member(reader, self.member, &mut asked)?)?,
                medicines: medicines(reader, of_member(reader, self.member, &mut asked)?)?,
                allergies: allergies(reader, of_member(reader, self.member, &mut asked)?)?,
                pregnancies: pregnancies(of_member(reader, self.member, &mut asked)?),
                encounters: encounters(of_member(reader, self.member, &mut asked)?),
                two_answers: asked,
                may_change: care::may(desk.me().role, Act::Change),
            })
        })
    }
}

/// All of a kind, taking down what two people have answered differently.
fn of_member<T: Entity>(
    reader: &Reader<'_>,
    member: MemberId,
    asked: &mut Vec<String>,
) -> Result<Vec<Held<T>>, StoreError> {
    let all = book::of_member::<T>(reader, member)?;
    let fields = all.iter().flat_map(Held::two_answers);
    asked.extend(fields.map(|field| format!("{}.{field}", T::KIND)));
    Ok(all)
}

fn problems(
    reader: &Reader<'_>,
    mut all: Vec<Held<Problem>>,
) -> Result<Vec<HealthItem>, StoreError> {
    all.sort_by_key(|held| {
        (
            held.value.status != ProblemStatus::Active,
            Reverse(held.value.onset),
            held.id,
        )
    });
    all.truncate(LISTED_MAX);
    let item = |held: Held<Problem>| {
        let seen = book::seen(reader, &held)?;
        let Held { id, value, .. } = held;
        Ok(HealthItem {
            id: id.to_string(),
            seen,
            coding: value.coding,
            status: Some(value.status),
            taking: None,
            since: value.onset,
            until: value.abated,
            words: String::new(),
            source: value.source,
        })
    };
    all.into_iter().map(item).collect()
}

fn medicines(
    reader: &Reader<'_>,
    mut all: Vec<Held<Medicine>>,
) -> Result<Vec<HealthItem>, StoreError> {
    all.sort_by_key(|held| (place(held.value.status), Reverse(held.value.since), held.id));
    all.truncate(LISTED_MAX);
    let item = |held: Held<Medicine>| {
        let seen = book::seen(reader, &held)?;
        let Held { id, value, .. } = held;
        Ok(HealthItem {
            id: id.to_string(),
            seen,
            coding: value.coding,
            status: None,
            taking: Some(value.status),
            since: value.since,
            until: None,
            words: value.instructions,
            source: value.source,
        })
    };
    all.into_iter().map(item).collect()
}

/// What she takes, then what she may take again, then what nobody knows, then what is over.
const fn place(status: MedicineStatus) -> u8 {
    match status {
        MedicineStatus::Taking => 0,
        MedicineStatus::OnHold => 1,
        MedicineStatus::Unknown => 2,
        MedicineStatus::Stopped => 3,
    }
}

fn allergies(
    reader: &Reader<'_>,
    mut all: Vec<Held<Allergy>>,
) -> Result<Vec<HealthItem>, StoreError> {
    let recorded = |allergy: &Allergy| allergy.source.as_ref().and_then(|source| source.recorded);
    all.sort_by_key(|held| {
        (
            held.value.status != ProblemStatus::Active,
            Reverse(recorded(&held.value)),
            held.id,
        )
    });
    all.truncate(LISTED_MAX);
    let item = |held: Held<Allergy>| {
        let seen = book::seen(reader, &held)?;
        let Held { id, value, .. } = held;
        Ok(HealthItem {
            id: id.to_string(),
            seen,
            coding: value.coding,
            status: Some(value.status),
            taking: None,
            since: None,
            until: None,
            words: value.reaction,
            source: value.source,
        })
    };
    all.into_iter().map(item).collect()
}

fn pregnancies(mut all: Vec<Held<Pregnancy>>) -> Vec<PregnancyView> {
    all.sort_by_key(|held| (Reverse(held.value.began()), held.id));
    all.truncate(LISTED_MAX);
    let view = |pregnancy: Pregnancy| PregnancyView {
        onset: pregnancy.began(),
        end: pregnancy.ended(),
        source: pregnancy.source,
    };
    all.into_iter().map(|held| view(held.value)).collect()
}

/// Emergency visits and stays; appointments elsewhere are too many and say too little.
fn encounters(mut all: Vec<Held<Encounter>>) -> Vec<EncounterView> {
    all.retain(|held| match held.value.class {
        EncounterClass::Emergency | EncounterClass::Inpatient => true,
        EncounterClass::Ambulatory => false,
    });
    all.sort_by_key(|held| (Reverse(held.value.start), held.id));
    all.truncate(LISTED_MAX);
    let view = |Encounter {
                    class,
                    what,
                    start,
                    end,
                    source,
                    ..
                }| EncounterView {
        class,
        what,
        start,
        end,
        source,
    };
    all.into_iter().map(|held| view(held.value)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::due::fixture::{MEMBER, day, member};
    use super::super::due::office::Office;
    use super::*;
    use care::Coding;

    fn coding(display: &str) -> Coding {
        Coding {
            display: display.to_owned(),
            ..Coding::default()
        }
    }

    fn problem(display: &str, status: ProblemStatus, onset: &str) -> Problem {
        Problem {
            coding: coding(display),
            status,
            onset: Some(day(onset)),
            abated: None,
            source: None,
        }
    }

    fn medicine(display: &str, status: MedicineStatus) -> Medicine {
        let instructions = "with food".to_owned();
        Medicine {
            coding: coding(display),
            status,
            instructions,
            since: None,
            source: None,
        }
    }

    fn encounter(class: EncounterClass, start: &str) -> Encounter {
        Encounter {
            class,
            what: String::new(),
            start: day(start),
            end: None,
            preventable: None,
            unplanned: None,
            bh_related: None,
            source: None,
        }
    }

    #[test]
    fn what_still_holds_comes_first_and_appointments_elsewhere_are_left_out() {
        let office = Office::open();
        assert_eq!(
            office.ask(ShowHealth { member: MEMBER }).err(),
            Some(Failure::NotHere)
        );
        office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
        office.put(
            MEMBER,
            0x21,
            &problem("asthma", ProblemStatus::Active, "2019-01-01"),
        );
        office.put(
            MEMBER,
            0x22,
            &problem("flu", ProblemStatus::Resolved, "2025-01-01"),
        );
        office.put(
            MEMBER,
            0x23,
            &problem("anemia", ProblemStatus::Active, "2024-01-01"),
        );
        office.put(
            MEMBER,
            0x31,
            &medicine("ibuprofen", MedicineStatus::Stopped),
        );
        office.put(MEMBER, 0x32, &medicine("iron", MedicineStatus::Taking));
        office.put(
            MEMBER,
            0x41,
            &encounter(EncounterClass::Emergency, "2025-03-01"),
        );
        office.put(
            MEMBER,
            0x42,
            &encounter(EncounterClass::Ambulatory, "2025-05-01"),
        );
        office.put(
            MEMBER,
            0x43,
            &encounter(EncounterClass::Inpatient, "2025-04-01"),
        );
        let health = office.ask(ShowHealth { member: MEMBER }).unwrap();
        let names = |items: &[HealthItem]| -> Vec<String> {
            items
                .iter()
                .map(|item| item.coding.display.clone())
                .collect()
        };
        assert_eq!(names(&health.problems), ["anemia", "asthma", "flu"]);
        assert_eq!(names(&health.medicines), ["iron", "ibuprofen"]);
        let starts: Vec<_> = health
            .encounters
            .iter()
            .map(|encounter| encounter.start)
            .collect();
        assert_eq!(starts, [day("2025-04-01"), day("2025-03-01")]);
    }
}
