//! The demo clinic: four staff, twelve made-up people with episodes, plans, visits and tasks around one day, and eleven
//! who are looked for.
//!
//! Everything but [`write`] and the past is a value: what is to be written and into which stream. The ids are derived from names, so
//! that writing the demo twice finds everything already there, and two demo clinics of one day are alike.

mod births;
mod days;
mod history;
mod outreach;
mod people;
mod plans;
mod script;

use std::collections::BTreeMap;

use ambient::Ambient;
use care::MemberId;
use chrono::NaiveDate;
use sync::{Ledger as _, StreamId};

use crate::ledger::{LedgerError, Pen, Tx, first};
use crate::members;
use script::{Line, Script, Target};

/// The name by which the demo's operations stand in the history.
const SYSTEM: &str = "demo";
/// The demo clinic's name.
const CLINIC_NAME: &str = "Río Verde Community Care";
/// Whose device the demo enrols: the lead care manager.
pub const LEAD: &str = "Inés Carranza";

/// Everything the demo writes but its past; `again` if it has been written before, so that only what belongs to a new
/// day is. `members` are those of the demo's people who have been imported, by the number their
/// hospital knows them by; the others are passed over.
fn lines(
    members: &BTreeMap<String, MemberId>,
    newest: &births::Newest,
    (today, again): (NaiveDate, bool),
) -> Result<Vec<Line>, LedgerError> {
    let mut script = Script::new(today);
    people::write_staff(&mut script);
    for (number, member) in members {
        // Files and numbers are told apart by their first eight characters.
        let Some(short) = number.get(..8) else {
            continue;
        };
        people::write(&mut script, *member, short);
        plans::write(&mut script, *member, short);
        days::write(&mut script, *member, short, again);
        outreach::write_programme(&mut script, *member, short);
        births::write(&mut script, *member, short, newest);
    }
    for sought in outreach::all()? {
        if let Some(member) = sought.member(|short| imported(members, short)) {
            sought.write(&mut script, member);
        }
    }
    Ok(script.into_lines())
}

/// One of the demo's people who were imported, by the beginning of her number.
fn imported(members: &BTreeMap<String, MemberId>, short: &str) -> Option<MemberId> {
    let mut of = members.iter();
    of.find(|(number, _)| number.starts_with(short))
        .map(|(_, member)| *member)
}

/// Writes the demo around today. What is there already stays as it is; gives how much was not.
pub(crate) fn write(tx: &mut Tx<'_>, ambient: &Ambient) -> Result<usize, LedgerError> {
    tx.rename_clinic(CLINIC_NAME)?;
    let numbers: BTreeMap<String, MemberId> = members::all(tx)?
        .into_iter()
        .filter_map(|member| Some((member.identifiers.into_iter().next()?.value, member.id)))
        .collect();
    let pen = Pen::new(tx, ambient, SYSTEM)?;
    let mut written = 0_usize;
    let again = history::is_written(tx)?;
    let newest = births::newest(tx, numbers.values().copied())?;
    for line in lines(&numbers, &newest, (ambient.today(), again))? {
        let entity = care::EntityId(line.entity);
        let known = tx.entity(entity)?;
        let is_new = |field: &String| {
            known
                .as_ref()
                .is_none_or(|known| !known.fields.contains_key(field))
        };
        let fields = line.fields.into_iter().filter(|(field, _)| is_new(field));
        let fields: BTreeMap<_, _> = fields.map(|(field, value)| (field, first(value))).collect();
        if fields.is_empty() {
            continue;
        }
        let stream = match line.into {
            Target::Clinic => StreamId::Clinic,
            Target::Member(member) => StreamId::Member(member),
        };
        pen.write(tx, stream, (line.kind, entity), fields)?;
        written = written.saturating_add(1);
    }
    if !again {
        written = written.saturating_add(history::write(tx, ambient, &numbers)?);
    }
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use care::{Entity, Episode, Goal, Visit};
    use uuid::Uuid;

    fn demo() -> Vec<Line> {
        let numbers = ["16b9a4bc-", "7019a5c5-", "742cdc6d-", "unknown-person"];
        let members = numbers
            .iter()
            .zip(1..)
            .map(|(number, id)| ((*number).to_owned(), MemberId(Uuid::from_u128(id))));
        let today = "2026-11-22".parse().unwrap();
        lines(&members.collect(), &births::Newest::new(), (today, false)).unwrap()
    }

    #[test]
    fn the_same_day_makes_the_same_demo() {
        assert!(demo() == demo());
    }

    #[test]
    fn everything_the_demo_writes_is_what_care_allows() {
        let today = "2026-11-22".parse().unwrap();
        for line in demo() {
            let data = serde_json::Value::Object(line.fields.clone().into_iter().collect());
            match line.kind {
                Episode::KIND => serde_json::from_value::<Episode>(data)
                    .unwrap()
                    .check(today)
                    .unwrap(),
                Goal::KIND => serde_json::from_value::<Goal>(data)
                    .unwrap()
                    .check(today)
                    .unwrap(),
                Visit::KIND => serde_json::from_value::<Visit>(data)
                    .unwrap()
                    .check(today)
                    .unwrap(),
                _ => {}
            }
        }
    }

    #[test]
    fn somebody_is_visited_today_and_somebody_speaks_spanish() {
        let said = serde_json::to_string(
            &demo()
                .into_iter()
                .map(|line| line.fields)
                .collect::<Vec<_>>(),
        )
        .unwrap();
        assert!(said.contains("\"day\":\"2026-11-22\"") && said.contains("\"language\":\"es\""));
    }
}
