//! What was asked in the demo's past, with the instruments that come with the program.

use std::collections::{BTreeMap, BTreeSet};

use care::{
    AnsweredBy, AskedHow, Assessment, Circumstances, Company, Interpreter, ItemAnswer, Member,
    Modality, NoteAuthor, NoteVisit, SafetyAct, SafetyAnswer, StaffId,
};
use catalog::instruments::{self, Instrument, Person, Sheet};

/// The sheet of one instrument, answered by the places of the answers. Who signs is put in by whoever does.
pub(super) fn asked(
    instrument: &str,
    places: &str,
    (who, visit): (&Member, &NoteVisit),
    at: i64,
) -> Option<Assessment> {
    let all = instruments::shipped().ok()?;
    let instrument = all.into_iter().find(|one| one.id == instrument)?;
    let answers = answers(&instrument, places)?;
    let sheet = Sheet {
        answers: &answers,
        entered: &BTreeMap::new(),
        person: Person {
            sex: who.sex,
            is_pregnant: false,
        },
    };
    let signed = instrument.signed_answers(&sheet).ok()?;
    let weighed = instrument.weigh(&sheet);
    let language = who.language().unwrap_or("en").to_owned();
    Some(Assessment {
        template: Assessment::TEMPLATE,
        edition: instrument.edition.clone(),
        member: visit.member,
        visit: Some(visit.visit),
        circumstances: Circumstances {
            how: match visit.modality {
                Modality::InPerson => AskedHow::InPerson,
                Modality::Phone => AskedHow::Phone,
                Modality::Video => AskedHow::Video,
            },
            interpreter: if language == "en" {
                Interpreter::None
            } else {
                Interpreter::Asker
            },
            language,
            answered_by: AnsweredBy::Member,
            company: Company::Alone,
        },
        answers: signed,
        outcomes: weighed.outcomes,
        safety: acted(&instrument, &weighed.met, at),
        met: weighed.met,
        declined: String::new(),
        started_at: visit.started_at,
        ended_at: at,
        corrects: None,
        author: NoteAuthor {
            staff: StaffId(visit.visit.0),
            signature: String::new(),
        },
        signed_at: at,
        instrument: instrument.id,
    })
}

fn answers(instrument: &Instrument, places: &str) -> Option<Vec<ItemAnswer>> {
    let mut answers = Vec::new();
    for (item, place) in instrument.items.iter().zip(places.chars()) {
        if place == '-' {
            continue;
        }
        let place = usize::try_from(place.to_digit(10)?).ok()?;
        answers.push(ItemAnswer {
            item: item.id.clone(),
            loinc: item.loinc.clone(),
            codes: vec![item.choices.get(place)?.code.clone()],
            absent: None,
            from: None,
        });
    }
    Some(answers)
}

/// Where an answer spoke of danger, it was followed up there and then.
fn acted(instrument: &Instrument, met: &BTreeSet<String>, at: i64) -> Vec<SafetyAnswer> {
    let of_danger = instrument
        .rules
        .iter()
        .filter(|rule| met.contains(&rule.id) && rule.action.protocol().is_some());
    of_danger
        .map(|rule| SafetyAnswer {
            rule: rule.id.clone(),
            act: SafetyAct::SafetyPlan,
            words: "We wrote a safety plan together; the clinician on call knows.".to_owned(),
            at,
            tasks: Vec::new(),
        })
        .collect()
}
