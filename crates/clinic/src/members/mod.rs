//! Members as one line of JSON each: what the clinic knows of a person, in facts that can be counted.

use std::collections::BTreeMap;

use care::{
    Encounter, EncounterClass, Entity as _, Identifier, Medicine, Member, MemberId, Pregnancy,
    Problem,
};
use chrono::NaiveDate;
use serde::Serialize;
use std::fmt;
use sync::StreamId;
use sync::clinic::group;

use crate::ledger::{LedgerError, Tx, params};

/// One member.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MemberLine {
    /// Her id.
    pub id: MemberId,
    /// Given names in order.
    pub given_names: Vec<String>,
    /// Family name.
    pub family_name: String,
    /// Birth date; null when not known.
    pub birth_date: Option<NaiveDate>,
    /// care's code; null when not known.
    pub sex: Option<&'static str>,
    /// Numbers other systems know her by.
    pub identifiers: Vec<Identifier>,
    /// CDC codes.
    pub race: Vec<String>,
    /// CDC codes.
    pub ethnicity: Vec<String>,
    /// BCP 47, the preferred one first.
    pub languages: Vec<String>,
    /// The day of each emergency visit, oldest first.
    pub ed_visits: Vec<NaiveDate>,
    /// Each hospital stay, oldest first.
    pub hospital_stays: Vec<Stay>,
    /// Each pregnancy, oldest first.
    pub pregnancies: Vec<PregnancyLine>,
    /// How many problems, resolved ones too.
    pub conditions: usize,
    /// How many medicines, stopped ones too.
    pub medications: usize,
    /// How many allergies.
    pub allergies: usize,
    /// Whether people have answered something of this differently, and nobody has said yet which holds.
    #[serde(skip_serializing_if = "is_not")]
    pub two_answers: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
const fn is_not(asked: &bool) -> bool {
    !*asked
}

macro_rules! quiet_debug {
    ($($name:ident),+) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    )+};
}

quiet_debug!(MemberLine, Stay, PregnancyLine);

/// A hospital stay.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Stay {
    /// The first day.
    pub start: NaiveDate,
    /// The last day; null while she is still there.
    pub end: Option<NaiveDate>,
}

/// A pregnancy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct PregnancyLine {
    /// The day it was first recorded.
    pub onset: NaiveDate,
    /// The day it ended; null when none is recorded.
    pub end: Option<NaiveDate>,
}

/// One person as the ledger holds her: under the least of her ids, with what each of her records says of her.
pub(crate) struct Person {
    /// The least of her ids.
    pub(crate) id: MemberId,
    /// Her records put together.
    pub(crate) member: Member,
    /// The ids of all her records.
    pub(crate) records: Vec<MemberId>,
    /// Whether something of her has two answers.
    pub(crate) two_answers: bool,
}

/// Everybody, in the order in which the clinic met them.
pub(crate) fn people(tx: &Tx<'_>) -> Result<Vec<Person>, LedgerError> {
    let rows = tx.all(include_str!("all.sql"), &[], |row| {
        Ok((
            row.get::<String>(0)?,
            row.get::<String>(1)?,
            row.get::<i64>(2)?,
        ))
    })?;
    let mut members: BTreeMap<MemberId, (Member, bool)> = BTreeMap::new();
    for (id, data, conflicts) in rows {
        let id = id.parse().or(Err(LedgerError::Malformed))?;
        members.insert(id, (serde_json::from_str(&data)?, 0 < conflicts));
    }
    let mut people = Vec::new();
    for id in members.keys() {
        let records = group(tx, *id)?;
        let known = records
            .iter()
            .filter_map(|record| members.get_key_value(record));
        let all: Vec<(&MemberId, &(Member, bool))> = known.collect();
        // A person of several records is one line, under the least of her ids.
        if all.first().is_some_and(|(first, _)| *first == id) {
            people.push(person(&all)?);
        }
    }
    Ok(people)
}

fn person(records: &[(&MemberId, &(Member, bool))]) -> Result<Person, LedgerError> {
    let together = records
        .iter()
        .map(|(id, (member, _))| (**id, member.clone()));
    let together = together.reduce(|(id, first), (_, other)| (id, first.together_with(&other)));
    let (id, member) = together.ok_or(LedgerError::Malformed)?;
    Ok(Person {
        id,
        member,
        records: records.iter().map(|(id, _)| **id).collect(),
        two_answers: records.iter().any(|(_, (_, asked))| *asked),
    })
}

/// All members as lines, in the order in which the clinic met them.
pub(crate) fn all(tx: &Tx<'_>) -> Result<Vec<MemberLine>, LedgerError> {
    people(tx)?
        .into_iter()
        .map(|person| line(tx, person))
        .collect()
}

fn line(tx: &Tx<'_>, person: Person) -> Result<MemberLine, LedgerError> {
    let Person {
        id,
        member,
        records,
        two_answers,
    } = person;
    let mut line = MemberLine {
        id,
        given_names: member.names.given,
        family_name: member.names.family,
        birth_date: member.birth_date,
        sex: member.sex.map(care::Sex::code),
        identifiers: member.identifiers,
        race: member.race.into_iter().map(|one| one.code).collect(),
        ethnicity: member.ethnicity.into_iter().map(|one| one.code).collect(),
        languages: member.languages,
        ed_visits: Vec::new(),
        hospital_stays: Vec::new(),
        pregnancies: Vec::new(),
        conditions: 0,
        medications: 0,
        allergies: 0,
        two_answers,
    };
    let mut facts = Vec::new();
    for id in &records {
        let params = params! { ":stream": StreamId::Member(*id).to_string() };
        facts.extend(tx.all(include_str!("facts.sql"), params, |row| {
            Ok((
                row.get::<String>(0)?,
                row.get::<String>(1)?,
                row.get::<i64>(2)?,
            ))
        })?);
    }
    for (kind, data, conflicts) in facts {
        line.two_answers |= 0 < conflicts;
        match kind.as_str() {
            Encounter::KIND => line.count_encounter(&serde_json::from_str(&data)?),
            Pregnancy::KIND => {
                let Pregnancy { onset, end, .. } = serde_json::from_str(&data)?;
                line.pregnancies.push(PregnancyLine { onset, end });
            }
            Problem::KIND => line.conditions = line.conditions.saturating_add(1),
            Medicine::KIND => line.medications = line.medications.saturating_add(1),
            // The statement asks for these five kinds and no others.
            _ => line.allergies = line.allergies.saturating_add(1),
        }
    }
    line.ed_visits.sort_unstable();
    line.hospital_stays.sort_unstable();
    line.pregnancies.sort_unstable();
    Ok(line)
}

impl MemberLine {
    fn count_encounter(&mut self, encounter: &Encounter) {
        match encounter.class {
            EncounterClass::Emergency => self.ed_visits.push(encounter.start),
            EncounterClass::Inpatient => {
                self.hospital_stays.push(Stay {
                    start: encounter.start,
                    end: encounter.end,
                });
            }
            EncounterClass::Ambulatory => {}
        }
    }
}
