//! Gathers what one bundle says about its one person.
//!
//! Entries come in any order: a condition before its Patient, a prescription before the medicine it names. So
//! whatever refers to something else waits until the end, cut down to what is read of it.

use std::collections::{BTreeMap, BTreeSet};

use care::{Coding, Entity, Member, OutsidePlan, ProblemStatus, Source};
use chrono::NaiveDate;

use crate::import::bundle::{Entry, Take};
use crate::import::fact::{self, Fact, LeftOut};
use crate::import::fhir;
use crate::import::person;
use crate::import::pregnancy;
use crate::import::problem::ImportProblem;
use crate::import::resource::Resource;

/// Nobody has more encounters, conditions, prescriptions and plans than this; it bounds the memory of one import.
const RECORDS_MAX: usize = 20_000;

/// What one bundle says.
pub(crate) struct Person {
    /// Who she is.
    pub(crate) member: Member,
    /// Everything else, each once.
    pub(crate) facts: Vec<Fact>,
    /// How many resources were read but left out, by reason.
    pub(crate) left_out: BTreeMap<LeftOut, usize>,
}

/// Where a resource stands and whom it is about.
struct Note {
    entry: String,
    subject: Option<String>,
    source: Source,
}

struct Patient {
    number: usize,
    full_url: Option<String>,
    resource: Resource,
}

/// A bundle half read.
pub(super) struct Gather {
    today: NaiveDate,
    patient: Option<Patient>,
    facts: BTreeMap<(&'static str, String), (Option<String>, Fact)>,
    pregnancies: Vec<(Option<String>, pregnancy::Found)>,
    medicines: BTreeMap<String, Coding>,
    goals: BTreeMap<String, (Note, String)>,
    /// What refers to something that may still come: prescriptions and plans.
    waiting: Vec<(Note, Resource)>,
    left_out: BTreeMap<LeftOut, usize>,
}

impl Take for Gather {
    fn take(&mut self, entry: Entry) -> Result<(), ImportProblem> {
        let Entry {
            number,
            full_url,
            resource,
        } = entry;
        if resource.kind == "Patient" {
            return self.patient(Patient {
                number,
                full_url,
                resource,
            });
        }
        let note = note(number, full_url.as_deref(), &resource);
        match resource.kind.as_str() {
            "Medication" => self.medication(full_url, &resource),
            "Goal" => self.goal(full_url, note, &resource),
            "CarePlan" => self.waiting.push((note, resource)),
            "MedicationRequest" => self.prescription(note, resource),
            "Condition" => self.condition(note, &resource),
            "AllergyIntolerance" => {
                let read = fact::allergy(&resource, note.source.clone());
                self.keep(note, read);
            }
            "Encounter" => {
                let read = fact::encounter(&resource, note.source.clone());
                self.keep(note, read);
            }
            _ => {}
        }
        let kept = [
            self.facts.len(),
            self.waiting.len(),
            self.medicines.len(),
            self.goals.len(),
        ];
        if RECORDS_MAX < kept.iter().sum() {
            return Err(ImportProblem::TooManyRecords { limit: RECORDS_MAX });
        }
        Ok(())
    }
}

impl Gather {
    /// Ready for the first entry.
    pub(super) fn new(today: NaiveDate) -> Self {
        Self {
            today,
            patient: None,
            facts: BTreeMap::new(),
            pregnancies: Vec::new(),
            medicines: BTreeMap::new(),
            goals: BTreeMap::new(),
            waiting: Vec::new(),
            left_out: BTreeMap::new(),
        }
    }

    /// The bundle has ended: puts together what waited and names the file as the source of it all.
    pub(super) fn finish(mut self, file: &str) -> Result<Person, ImportProblem> {
        let Some(patient) = self.patient.take() else {
            return Err(ImportProblem::NoPatient);
        };
        let mut member = person::member(&patient.resource, patient.number, self.today)?;
        let id = patient
            .resource
            .text("id")
            .and_then(fhir::clean)
            .unwrap_or_default();
        let system = member
            .source
            .take()
            .map(|source| source.system)
            .unwrap_or_default();
        member.source = Some(Source {
            system: system.clone(),
            file: file.to_owned(),
            ..source(&id, None)
        });
        self.put_together();
        let is_hers = |subject: &Option<String>| match subject {
            None => true,
            Some(subject) => {
                Some(subject) == patient.full_url.as_ref()
                    || (!id.is_empty()
                        && subject
                            .strip_suffix(&id)
                            .is_some_and(|rest| rest.ends_with("Patient/")))
            }
        };
        let (hers, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.facts)
            .into_values()
            .partition(|(subject, _)| is_hers(subject));
        for _ in others {
            self.leave(LeftOut::AboutAnotherPerson);
        }
        let mut facts: Vec<Fact> = hers.into_iter().map(|(_, fact)| fact).collect();
        let hers = std::mem::take(&mut self.pregnancies)
            .into_iter()
            .filter(|(subject, _)| is_hers(subject));
        for found in pregnancy::join(hers.map(|(_, found)| found).collect()) {
            let likeness = found.pregnancy.onset.to_string();
            match fact::fact(&found.entry, (found.pregnancy, likeness), self.today) {
                Ok(fact) => facts.push(fact),
                Err(why) => self.leave(why),
            }
        }
        for fact in &mut facts {
            name_source(fact, &system, file);
        }
        if member.check(self.today).is_err() {
            return Err(ImportProblem::UnsoundPatient {
                entry: patient.number,
            });
        }
        Ok(Person {
            member,
            facts,
            left_out: self.left_out,
        })
    }

    fn patient(&mut self, patient: Patient) -> Result<(), ImportProblem> {
        if let Some(first) = &self.patient {
            return Err(ImportProblem::TwoPatients {
                first: first.number,
                second: patient.number,
            });
        }
        self.patient = Some(patient);
        Ok(())
    }

    fn medication(&mut self, full_url: Option<String>, resource: &Resource) {
        let Some(coding) = fact::named(resource.element("code")) else {
            return;
        };
        for address in addresses(full_url, resource) {
            self.medicines.insert(address, coding.clone());
        }
    }

    fn goal(&mut self, full_url: Option<String>, note: Note, resource: &Resource) {
        match fact::goal_text(resource) {
            Ok(text) => {
                let address = full_url.unwrap_or_else(|| format!("Goal/{}", note.entry));
                self.goals.insert(address, (note, text));
            }
            Err(why) => self.leave(why),
        }
    }

    fn prescription(&mut self, note: Note, resource: Resource) {
        let drug = match fhir::reference(resource.element("medicationReference")) {
            Some(address) => match address.strip_prefix('#') {
                Some(id) => resource
                    .contained(id)
                    .and_then(|drug| fact::named(drug.element("code"))),
                None => return self.waiting.push((note, resource)),
            },
            None => None,
        };
        let read = fact::medicine(&resource, drug, note.source.clone());
        self.keep(note, read);
    }

    fn condition(&mut self, note: Note, resource: &Resource) {
        let read = fact::problem(resource, note.source.clone());
        if let Ok((problem, _)) = &read
            && let Some(found) = pregnancy::in_problem(&note.entry, problem)
            // The same resource twice in one bundle is one condition, and so one pregnancy.
            && !self.facts.contains_key(&(care::Problem::KIND, note.entry.clone()))
        {
            self.pregnancies.push((note.subject.clone(), found));
        }
        self.keep(note, read);
    }

    fn put_together(&mut self) {
        let mut referred = BTreeSet::new();
        for (note, resource) in std::mem::take(&mut self.waiting) {
            if resource.kind == "MedicationRequest" {
                let address =
                    fhir::reference(resource.element("medicationReference")).unwrap_or_default();
                let drug = self.medicines.get(address).cloned();
                let read = fact::medicine(&resource, drug, note.source.clone());
                self.keep(note, read);
            } else {
                let goals = self.goals_of(&resource, &mut referred);
                let read = fact::outside_plan(&resource, goals, note.source.clone());
                self.keep(note, read);
            }
        }
        // A goal that stands in no plan is a plan with one goal.
        for (address, (note, text)) in std::mem::take(&mut self.goals) {
            if !referred.contains(&address) {
                let source = Some(note.source.clone());
                let likeness = format!("goal|{text}");
                let (status, activities, goals) =
                    (ProblemStatus::Active, Vec::new(), vec![text.clone()]);
                let plan = OutsidePlan {
                    title: text,
                    status,
                    since: None,
                    activities,
                    goals,
                    source,
                };
                self.keep(note, Ok((plan, likeness)));
            }
        }
    }

    fn goals_of(&self, plan: &Resource, referred: &mut BTreeSet<String>) -> Vec<String> {
        let addresses =
            fhir::list(plan.element("goal")).filter_map(|goal| fhir::reference(Some(goal)));
        let mut texts = Vec::new();
        for address in addresses.take(care::limits::LIST_ITEMS_MAX) {
            if let Some((_, text)) = self.goals.get(address) {
                referred.insert(address.to_owned());
                texts.push(text.clone());
            }
        }
        texts
    }

    fn keep<T: Entity>(&mut self, note: Note, read: fact::Read<T>) {
        match read.and_then(|thing| fact::fact(&note.entry, thing, self.today)) {
            Ok(fact) => {
                self.facts
                    .insert((fact.kind, note.entry), (note.subject, fact));
            }
            Err(why) => self.leave(why),
        }
    }

    fn leave(&mut self, why: LeftOut) {
        let count = self.left_out.entry(why).or_default();
        *count = count.saturating_add(1);
    }
}

fn note(number: usize, full_url: Option<&str>, resource: &Resource) -> Note {
    let id = resource.text("id").or(full_url).and_then(fhir::clean);
    let entry = id.unwrap_or_else(|| format!("entry {number}"));
    let subject = resource
        .element("subject")
        .or_else(|| resource.element("patient"));
    let recorded = resource
        .text("recordedDate")
        .or_else(|| resource.text("authoredOn"))
        .and_then(fhir::day);
    Note {
        source: source(&entry, recorded),
        subject: fhir::reference(subject).map(str::to_owned),
        entry,
    }
}

fn source(entry: &str, recorded: Option<NaiveDate>) -> Source {
    Source {
        system: String::new(),
        file: String::new(),
        entry: entry.to_owned(),
        recorded,
    }
}

/// The file and the system are known only at the end.
fn name_source(fact: &mut Fact, system: &str, file: &str) {
    if let Some(source) = fact
        .data
        .get_mut("source")
        .and_then(serde_json::Value::as_object_mut)
    {
        source.insert("system".to_owned(), system.into());
        source.insert("file".to_owned(), file.into());
    }
}

/// Every way another entry may refer to this one.
fn addresses(full_url: Option<String>, resource: &Resource) -> impl Iterator<Item = String> {
    let relative = resource
        .text("id")
        .map(|id| format!("{}/{id}", resource.kind));
    full_url.into_iter().chain(relative)
}
