//! What is in a member's record, with its segments.
//!
//! A thing is in segments by what it is (a code, an instrument, an area of the plan), by what it is part of (a step by its
//! goal, a note by the goals and the assessments of its visit), and by what people said of it. So what is copied from one
//! thing into another of which it is part keeps the segments it had.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use care::{
    AreaStanding, Assessment, Coding, Comprehensive, Document, Domain, Entity, EntityId, Goal,
    GoalId, GoalSource, Intervention, Medicine, MedicineStatus, MemberId, Need, Note, Problem,
    ProblemStatus, SafetyAlert, Standing, SuggestedBy, Tag, TagSources, Tags, Task, VisitId,
};
use catalog::Sharing;
use chrono::NaiveDate;
use vault::{Reader, StoreError, records};

use super::super::assessments::read_kept;
use super::super::comprehensive;
use super::super::due::cases::paged;
use super::super::due::contact::day_of;
use super::super::notes::read_note;
use super::super::rights;
use super::super::visits::first_words;
use super::minority::{Minority, of_a_pregnant_minor};
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
    whose: (MemberId, NaiveDate),
) -> Result<Vec<Thing>, StoreError> {
    let all = gathered(reader, people, whose)?.into_iter();
    Ok(all.map(|(thing, _)| thing).collect())
}

fn everything(
    reader: &Reader<'_>,
    people: &People,
    (member, today): (MemberId, NaiveDate),
) -> Result<Gathered, StoreError> {
    let mut all = Gathered {
        marks: Marks::read(reader, people, member)?,
        disputed: rights::disputed(&rights::Kept::read(reader, member)?),
        minority: Minority::read(reader, member, today)?,
        today,
        goals: BTreeMap::new(),
        visits: BTreeMap::new(),
        things: Vec::new(),
    };
    all.goals(reader, member)?;
    all.plan(reader, member)?;
    all.health(reader, member)?;
    all.signed(reader, member)?;
    for held in book::of_member::<Document>(reader, member)? {
        if held.value.withdrawn.is_none() {
            let on = Some(day_of(held.value.taken.at));
            let words = held.value.title.clone();
            all.thing(
                &held,
                SharedPart::Papers,
                (&words, on),
                TagSources::default(),
            );
        }
    }
    Ok(all)
}

/// The segments of each thing that can be shared, however many there are.
pub(in crate::use_cases) fn segments(
    reader: &Reader<'_>,
    people: &People,
    whose: (MemberId, NaiveDate),
) -> Result<BTreeMap<EntityId, TagSources>, StoreError> {
    let all = everything(reader, people, whose)?.things.into_iter();
    Ok(all.map(|(thing, sources)| (thing.id, sources)).collect())
}

/// The same on this day, each with where its segments come from.
pub(super) fn gathered(
    reader: &Reader<'_>,
    people: &People,
    whose: (MemberId, NaiveDate),
) -> Result<Vec<(Thing, TagSources)>, StoreError> {
    let mut things = everything(reader, people, whose)?.things;
    things.sort_by(|(one, _), (other, _)| {
        (one.part, Reverse(one.on), one.id).cmp(&(other.part, Reverse(other.on), other.id))
    });
    let mut kept: BTreeMap<SharedPart, usize> = BTreeMap::new();
    things.retain(|(one, _)| {
        let count = kept.entry(one.part).or_default();
        *count = count.saturating_add(1);
        *count <= PART_MAX
    });
    Ok(things)
}

struct Gathered {
    marks: Marks,
    /// Her statements of disagreement, by what they dispute.
    disputed: BTreeMap<EntityId, Vec<String>>,
    minority: Minority,
    today: NaiveDate,
    /// The segments of each goal, for its steps and the notes that speak of it.
    goals: BTreeMap<GoalId, TagSources>,
    /// The segments of what was asked at each visit, for its note.
    visits: BTreeMap<VisitId, TagSources>,
    things: Vec<(Thing, TagSources)>,
}

impl Gathered {
    /// The segments that stand of a thing: those it has by what it is or is part of, and those of a pregnant minor.
    fn standing<T: Entity>(
        &self,
        held: &Held<T>,
        on: Option<NaiveDate>,
        mut itself: TagSources,
    ) -> TagSources {
        let written = held.first_said().map_or(self.today, day_of);
        let said = on.map_or(written, |on| on.min(written));
        itself.by_itself.extend(self.minority.of(said));
        self.marks.of(EntityId(held.id), &itself)
    }

    fn thing<T: Entity>(
        &mut self,
        held: &Held<T>,
        part: SharedPart,
        (words, on): (&str, Option<NaiveDate>),
        itself: TagSources,
    ) {
        let sources = self.standing(held, on, itself);
        let thing = Thing {
            id: EntityId(held.id),
            kind: T::KIND.to_owned(),
            part,
            words: first_words(words),
            on,
            tags: self.marks.views(&sources),
            disputed: self.disputed_of(EntityId(held.id)),
            two_answers: !held.two_answers().is_empty(),
        };
        self.things.push((thing, sources));
    }

    fn disputed_of(&self, id: EntityId) -> Vec<String> {
        self.disputed.get(&id).cloned().unwrap_or_default()
    }

    /// The goals; of those that were removed only the segments, which what was part of them keeps.
    fn goals(&mut self, reader: &Reader<'_>, member: MemberId) -> Result<(), StoreError> {
        for held in book::of_member::<Goal>(reader, member)? {
            let itself = of_goal(&held);
            let standing = self.standing(&held, None, itself.clone());
            self.goals.insert(GoalId(held.id), standing);
            let words = held.value.statement.text.clone();
            self.thing(&held, SharedPart::Plan, (&words, None), itself);
        }
        for gone in book::removed_of(reader, member)? {
            if gone.kind == Goal::KIND {
                let domain = gone.said.get("domain").cloned();
                let domain = domain.and_then(|said| serde_json::from_value(said).ok());
                let tags = domain.map(|domain| Sharing::shipped().of_domain(domain));
                let mut itself = TagSources::of_itself(tags.unwrap_or_default());
                let from = gone.said.get("from").cloned();
                if let Some(from) = from.and_then(|said| serde_json::from_value(said).ok()) {
                    itself.extend(&of_source(&from));
                }
                let standing = self.marks.of(EntityId(gone.id), &itself);
                self.goals.insert(GoalId(gone.id), standing);
            }
        }
        Ok(())
    }

    fn plan(&mut self, reader: &Reader<'_>, member: MemberId) -> Result<(), StoreError> {
        for held in book::of_member::<Intervention>(reader, member)? {
            let mut itself = TagSources::default();
            let answers = held.answers::<GoalId>("goal");
            for goal in answers.iter().chain([&held.value.goal]) {
                if let Some(sources) = self.goals.get(goal) {
                    itself.extend(sources);
                }
            }
            let about = (held.value.what.as_str(), held.value.due);
            self.thing(&held, SharedPart::Plan, about, itself);
        }
        for held in book::of_member::<Need>(reader, member)? {
            if held.value.standing == Standing::HasNeed {
                let itself = of_domains(&held, held.value.domain);
                let about = (held.value.words.as_str(), Some(held.value.asked_on));
                self.thing(&held, SharedPart::Plan, about, itself);
            }
        }
        for held in book::of_member::<Task>(reader, member)? {
            // What alarmed is between whoever asked her and who looks after it: nobody else hears of it from us.
            let alarmed = held.value.alert.is_some();
            if alarmed || !held.answers::<SafetyAlert>("alert").is_empty() {
                continue;
            }
            let about = (held.value.what.as_str(), held.value.due);
            self.thing(&held, SharedPart::Plan, about, TagSources::default());
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
            let mut itself = of_codings(&held, coding);
            let written = held.first_said().map_or(self.today, day_of);
            if is_pregnancy(coding) && self.minority.is_minor(onset.unwrap_or(written)) {
                itself.by_itself.extend(of_a_pregnant_minor());
            }
            let about = (coding.display.as_str(), *onset);
            self.thing(&held, SharedPart::Problems, about, itself);
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
            let itself = of_codings(&held, coding);
            let about = (coding.display.as_str(), *since);
            self.thing(&held, SharedPart::Medicines, about, itself);
        }
        Ok(())
    }

    /// Assessments first: what was asked at a visit is in its note.
    fn signed(&mut self, reader: &Reader<'_>, member: MemberId) -> Result<(), StoreError> {
        let mut rows = Vec::new();
        for stream in book::streams_of(reader, member)? {
            rows.extend(paged(|page| records::of_stream(reader, &stream, page))?);
        }
        for row in &rows {
            if let Some((id, assessment, short)) = read_kept(row) {
                let on = day_of(assessment.started_at);
                let mut itself = of_assessment(&assessment);
                itself.extend(self.minority.of_signed(on));
                let sources = self
                    .marks
                    .of(EntityId(id.0), &TagSources::of_itself(itself));
                if let Some(visit) = assessment.visit {
                    self.visits.entry(visit).or_default().extend(&sources);
                }
                let about = (short.as_str(), on);
                self.record(EntityId(id.0), SharedPart::Assessments, about, sources);
            } else if row.kind == Comprehensive::KIND
                && let Some(kept) = comprehensive::read(row.clone())
            {
                let on = day_of(kept.value.ended_at);
                let mut itself = of_areas(&kept.value);
                itself.extend(self.minority.of_signed(on));
                let sources = self
                    .marks
                    .of(EntityId(kept.id.0), &TagSources::of_itself(itself));
                if let Some(visit) = kept.value.visit {
                    self.visits.entry(visit).or_default().extend(&sources);
                }
                let found = kept.value.areas.iter().map(|area| area.findings.as_str());
                let words = found.filter(|words| !words.is_empty()).collect::<Vec<_>>();
                let about = (words.join(" · "), on);
                let part = (SharedPart::Assessments, Comprehensive::KIND);
                self.record_of(EntityId(kept.id.0), part, (&about.0, about.1), sources);
            }
        }
        for row in rows.into_iter().filter(|row| row.kind == Note::KIND) {
            if let Some(signed) = read_note(row) {
                let note = &signed.note;
                let on = day_of(note.about.started_at);
                let goals = note.goals.iter().filter_map(|goal| self.goals.get(goal));
                let asked = self.visits.get(&note.about.visit);
                let signed_then = self.minority.of_signed(on);
                let mut itself = TagSources::of_itself(signed_then);
                goals.chain(asked).for_each(|part| itself.extend(part));
                let sources = self.marks.of(EntityId(signed.id.0), &itself);
                let about = (note.narrative.as_str(), on);
                self.record(EntityId(signed.id.0), SharedPart::Notes, about, sources);
            }
        }
        Ok(())
    }

    fn record(
        &mut self,
        id: EntityId,
        part: SharedPart,
        (words, on): (&str, NaiveDate),
        sources: TagSources,
    ) {
        let kind = match part {
            SharedPart::Assessments => Assessment::KIND,
            SharedPart::Plan
            | SharedPart::Problems
            | SharedPart::Medicines
            | SharedPart::Notes
            | SharedPart::Papers => Note::KIND,
        };
        self.record_of(id, (part, kind), (words, on), sources);
    }

    fn record_of(
        &mut self,
        id: EntityId,
        (part, kind): (SharedPart, &str),
        (words, on): (&str, NaiveDate),
        sources: TagSources,
    ) {
        let thing = Thing {
            id,
            kind: kind.to_owned(),
            part,
            words: first_words(words),
            on: Some(on),
            tags: self.marks.views(&sources),
            disputed: self.disputed_of(id),
            two_answers: false,
        };
        self.things.push((thing, sources));
    }
}

/// By its area; where it has two answers, by both.
fn of_domains<T: Entity>(held: &Held<T>, shown: Domain) -> TagSources {
    let all = held.answers::<Domain>("domain").into_iter().chain([shown]);
    TagSources::of_itself(
        all.flat_map(|one| Sharing::shipped().of_domain(one))
            .collect(),
    )
}

/// By its area, and by what it was suggested from: a goal that came of a screen says so wherever somebody moves it.
fn of_goal(held: &Held<Goal>) -> TagSources {
    let mut sources = of_domains(held, held.value.domain);
    let answers = held.answers::<GoalSource>("from");
    for from in answers.iter().chain(&held.value.from) {
        sources.extend(&of_source(from));
    }
    sources
}

fn of_source(from: &GoalSource) -> TagSources {
    TagSources::of_itself(match from.by {
        SuggestedBy::Screening => Sharing::shipped().of_instrument(&from.code),
        SuggestedBy::Area => area_tags(&from.code),
        SuggestedBy::Population => Tags::new(),
    })
}

fn area_tags(code: &str) -> Tags {
    let area = catalog::Comprehensive::shipped().area(code);
    area.map(catalog::comprehensive::Area::tags)
        .unwrap_or_default()
}

/// By each area that says more than that there is no need, and by what was taken over there.
fn of_areas(value: &Comprehensive) -> Tags {
    let mut tags = Tags::new();
    for area in &value.areas {
        let says = !area.findings.is_empty() || !area.facts.is_empty();
        if area.stands != AreaStanding::NoNeed || says {
            tags.extend(area_tags(&area.area));
        }
        for fact in &area.facts {
            tags.extend(Sharing::shipped().of_instrument(&fact.code));
            tags.extend(Sharing::shipped().of_name(&fact.says));
        }
    }
    tags
}

/// By its code and its name; where they have two answers, by both.
fn of_codings<T: Entity>(held: &Held<T>, shown: &Coding) -> TagSources {
    let answers = held.answers::<Coding>("coding");
    let all = answers.iter().chain([shown]);
    TagSources::of_itself(
        all.flat_map(|one| Sharing::shipped().of_coding(one))
            .collect(),
    )
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
