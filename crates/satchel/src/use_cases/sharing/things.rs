//! What is in a member's record, with its segments.
//!
//! A thing is in segments by what it is (a code, an instrument, an area of the plan), by what it is part of (a step by its
//! goal, a note by the goals and the assessments of its visit), and by what people said of it. So what is copied from one
//! thing into another of which it is part keeps the segments it had.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use care::{
    Assessment, Coding, Document, Entity, EntityId, Goal, GoalId, Intervention, Medicine,
    MedicineStatus, MemberId, Need, Note, Pregnancy, Problem, ProblemStatus, Standing, Tag, Tags,
    Task, VisitId,
};
use catalog::Sharing;
use chrono::NaiveDate;
use vault::{Reader, StoreError, records};

use super::super::assessments::read_kept;
use super::super::due::cases::paged;
use super::super::due::contact::day_of;
use super::super::notes::read_note;
use super::super::visits::first_words;
use super::tags::Marks;
use crate::book::{self, Held, People};
use crate::contract::sharing::{SharedPart, Thing};

/// So many of a part.
const PART_MAX: usize = 500;
/// A total of HITS from which on it speaks of violence.
const HITS_VIOLENCE: u16 = 11;

/// Everything in a member's record that has segments, the newest of each part first.
pub(super) fn things(
    reader: &Reader<'_>,
    people: &People,
    member: MemberId,
) -> Result<Vec<Thing>, StoreError> {
    let mut all = Gathered {
        marks: Marks::read(reader, people, member)?,
        born: book::member(reader, member)?.and_then(|held| held.value.birth_date),
        goals: BTreeMap::new(),
        visits: BTreeMap::new(),
        things: Vec::new(),
    };
    all.plan(reader, member)?;
    all.health(reader, member)?;
    all.signed(reader, member)?;
    for held in book::of_member::<Document>(reader, member)? {
        if held.value.withdrawn.is_none() {
            let on = Some(day_of(held.value.taken.at));
            let words = held.value.title.clone();
            all.thing(&held, SharedPart::Papers, (&words, on), &Tags::new());
        }
    }
    let mut things = all.things;
    things.sort_by(|one, other| {
        (one.part, Reverse(one.on), &one.id).cmp(&(other.part, Reverse(other.on), &other.id))
    });
    let mut kept: BTreeMap<SharedPart, usize> = BTreeMap::new();
    things.retain(|one| {
        let count = kept.entry(one.part).or_default();
        *count = count.saturating_add(1);
        *count <= PART_MAX
    });
    Ok(things)
}

struct Gathered {
    marks: Marks,
    born: Option<NaiveDate>,
    /// The segments of each goal, for its steps and the notes that speak of it.
    goals: BTreeMap<GoalId, Tags>,
    /// The segments of what was asked at each visit, for its note.
    visits: BTreeMap<VisitId, Tags>,
    things: Vec<Thing>,
}

impl Gathered {
    fn thing<T: Entity>(
        &mut self,
        held: &Held<T>,
        part: SharedPart,
        (words, on): (&str, Option<NaiveDate>),
        itself: &Tags,
    ) {
        self.things.push(Thing {
            id: held.id.to_string(),
            kind: T::KIND.to_owned(),
            part,
            words: first_words(words),
            on,
            tags: self.marks.views(EntityId(held.id), itself),
            two_answers: !held.two_answers().is_empty(),
        });
    }

    fn plan(&mut self, reader: &Reader<'_>, member: MemberId) -> Result<(), StoreError> {
        let list = Sharing::shipped();
        for held in book::of_member::<Goal>(reader, member)? {
            let itself = list.of_domain(held.value.domain);
            let tags = self.marks.of(EntityId(held.id), &itself);
            self.goals.insert(GoalId(held.id), tags);
            let words = held.value.statement.text.clone();
            self.thing(&held, SharedPart::Plan, (&words, None), &itself);
        }
        for held in book::of_member::<Intervention>(reader, member)? {
            let itself = self
                .goals
                .get(&held.value.goal)
                .cloned()
                .unwrap_or_default();
            let about = (held.value.what.as_str(), held.value.due);
            self.thing(&held, SharedPart::Plan, about, &itself);
        }
        for held in book::of_member::<Need>(reader, member)? {
            if held.value.standing == Standing::HasNeed {
                let itself = list.of_domain(held.value.domain);
                let about = (held.value.words.as_str(), Some(held.value.asked_on));
                self.thing(&held, SharedPart::Plan, about, &itself);
            }
        }
        for held in book::of_member::<Task>(reader, member)? {
            let alert = held.value.alert.as_ref();
            let itself = alert.map(|alert| list.of_instrument(&alert.instrument));
            let about = (held.value.what.as_str(), held.value.due);
            let itself = itself.unwrap_or_default();
            self.thing(&held, SharedPart::Plan, about, &itself);
        }
        Ok(())
    }

    fn health(&mut self, reader: &Reader<'_>, member: MemberId) -> Result<(), StoreError> {
        for held in book::of_member::<Problem>(reader, member)? {
            let Problem {
                coding,
                onset,
                status,
                ..
            } = &held.value;
            // What is over is no part of what somebody needs today.
            if *status != ProblemStatus::Active {
                continue;
            }
            let mut itself = Sharing::shipped().of_coding(coding);
            if is_pregnancy(coding) && onset.is_some_and(|on| self.was_minor(on)) {
                itself.extend(of_a_pregnant_minor());
            }
            let about = (coding.display.as_str(), *onset);
            self.thing(&held, SharedPart::Problems, about, &itself);
        }
        for held in book::of_member::<Medicine>(reader, member)? {
            let Medicine {
                coding,
                since,
                status,
                ..
            } = &held.value;
            if *status == MedicineStatus::Stopped {
                continue;
            }
            let itself = Sharing::shipped().of_coding(coding);
            let about = (coding.display.as_str(), *since);
            self.thing(&held, SharedPart::Medicines, about, &itself);
        }
        Ok(())
    }

    /// Assessments first: what was asked at a visit is in its note.
    fn signed(&mut self, reader: &Reader<'_>, member: MemberId) -> Result<(), StoreError> {
        let pregnant = !book::of_member::<Pregnancy>(reader, member)?.is_empty();
        let mut rows = Vec::new();
        for stream in book::streams_of(reader, member)? {
            rows.extend(paged(|page| records::of_stream(reader, &stream, page))?);
        }
        for row in &rows {
            if let Some((id, assessment, short)) = read_kept(row) {
                let itself = of_assessment(&assessment);
                let tags = self.marks.of(EntityId(id.0), &itself);
                if let Some(visit) = assessment.visit {
                    self.visits.entry(visit).or_default().extend(tags);
                }
                let about = (short.as_str(), day_of(assessment.started_at));
                self.record(EntityId(id.0), SharedPart::Assessments, about, &itself);
            }
        }
        for row in rows.into_iter().filter(|row| row.kind == Note::KIND) {
            if let Some(signed) = read_note(row) {
                let note = &signed.note;
                let on = day_of(note.about.started_at);
                let goals = note.goals.iter().filter_map(|goal| self.goals.get(goal));
                let asked = self.visits.get(&note.about.visit);
                let mut itself: Tags = goals.chain(asked).flatten().copied().collect();
                if pregnant && self.was_minor(on) {
                    itself.extend(of_a_pregnant_minor());
                }
                let about = (note.narrative.as_str(), on);
                self.record(EntityId(signed.id.0), SharedPart::Notes, about, &itself);
            }
        }
        Ok(())
    }

    fn record(
        &mut self,
        id: EntityId,
        part: SharedPart,
        (words, on): (&str, NaiveDate),
        itself: &Tags,
    ) {
        let kind = match part {
            SharedPart::Assessments => Assessment::KIND,
            SharedPart::Plan
            | SharedPart::Problems
            | SharedPart::Medicines
            | SharedPart::Notes
            | SharedPart::Papers => Note::KIND,
        };
        self.things.push(Thing {
            id: id.0.to_string(),
            kind: kind.to_owned(),
            part,
            words: first_words(words),
            on: Some(on),
            tags: self.marks.views(id, itself),
            two_answers: false,
        });
    }

    /// At the time of the service: it stays so when she is of age.
    fn was_minor(&self, on: NaiveDate) -> bool {
        let age = self.born.and_then(|born| on.years_since(born));
        age.is_some_and(|age| age < 18)
    }
}

/// What a minor decides about a pregnancy is hers alone.
fn of_a_pregnant_minor() -> Tags {
    Tags::from([Tag::Minor, Tag::Repro])
}

fn of_assessment(assessment: &Assessment) -> Tags {
    let mut tags = Sharing::shipped().of_instrument(&assessment.instrument);
    let violent = assessment.outcomes.iter().any(|outcome| {
        outcome.score == "hits" && outcome.value.is_some_and(|value| HITS_VIOLENCE <= value)
    });
    if violent {
        tags.insert(Tag::Dv);
    }
    tags
}

/// ICD-10 O00 to O9A, Z33 and Z34, or a name that says so.
fn is_pregnancy(coding: &Coding) -> bool {
    let by_code = coding.system.contains("icd-10")
        && ["O", "Z33", "Z34"]
            .iter()
            .any(|head| coding.code.starts_with(head));
    by_code || coding.display.to_lowercase().contains("pregnan")
}
