//! What is known already, by the area to which it belongs: it stands there with its day and source, and is taken over
//! instead of being asked again.
//!
//! Of where somebody sleeps and of danger at a door only the code is taken over: the words stay in their own place, from
//! which they can be left out.

use care::{
    Allergy, CareStanding, Coding, Domain, Encounter, EncounterClass, KnownFact, KnownWhat,
    Medicine, MedicineStatus, Member, MemberId, Need, OutsidePlan, PartnerProgramme, PerinatalCare,
    Phase, Pregnancy, Problem, ProblemStatus, ProgrammeStanding, Source, Standing, StatedFact,
    Subject, SupportPerson, Tags,
};
use catalog::comprehensive::Area;
use catalog::{Comprehensive, Outreach, Perinatal, Sharing};
use chrono::{Days, NaiveDate};
use vault::{Reader, StoreError};

use super::super::assessments::{self, Screen};
use super::super::said::said;
use crate::book::{self, Held};
use crate::contract::comprehensive::KnownThing;

/// Stays and emergency visits of so many days back.
const ENCOUNTER_DAYS: u64 = 365;
/// So many stand in one area, the newest.
const SHOWN_MAX: usize = 12;

/// To which areas something belongs.
enum Belongs {
    /// To those that name its kind; where its segments are those of some of them, only to these.
    ByKind(Tags),
    /// To those that name what a screen is about.
    Screen(Subject),
    /// To those that name the fact.
    Fact,
    /// To the first of this area of the plan.
    Plan(Domain),
}

/// Everything that is known of a member.
pub(super) struct Known {
    facts: Vec<Fact>,
}

struct Fact {
    known: KnownFact,
    belongs: Belongs,
    /// Two people have answered differently about what it is read from.
    asked: bool,
}

impl Known {
    pub(super) fn read(
        reader: &Reader<'_>,
        (member, today): (MemberId, NaiveDate),
    ) -> Result<Self, StoreError> {
        let mut all = Self { facts: Vec::new() };
        if let Some(held) = book::member(reader, member)? {
            all.herself(&held);
        }
        for screen in assessments::newest_screens(reader, member)? {
            all.screen(&screen);
        }
        all.health(reader, (member, today))?;
        all.births(reader, (member, today))?;
        all.people(reader, member)?;
        all.said(reader, member)?;
        Ok(all)
    }

    /// What belongs to an area, the newest first.
    pub(super) fn of(&self, area: &Area) -> Vec<KnownThing> {
        let here = self
            .facts
            .iter()
            .filter(|one| belongs_to(&one.known, &one.belongs, area));
        let mut found: Vec<&Fact> = here.collect();
        found.sort_by_key(|one| std::cmp::Reverse(one.known.on));
        found.truncate(SHOWN_MAX);
        let shown = found.into_iter().map(|one| KnownThing {
            two_answers: one.asked,
            ..view(one.known.clone())
        });
        shown.collect()
    }

    fn put(&mut self, known: KnownFact, belongs: Belongs, asked: bool) {
        self.facts.push(Fact {
            known,
            belongs,
            asked,
        });
    }

    fn plain(&mut self, known: KnownFact, asked: bool) {
        self.put(known, Belongs::ByKind(Tags::new()), asked);
    }

    fn herself(&mut self, held: &Held<Member>) {
        let (member, of) = (&held.value, held.id.to_string());
        let fact = |what, code: &str, says: &str, on| KnownFact {
            what,
            code: code.to_owned(),
            says: says.to_owned(),
            on,
            source: String::new(),
            of: of.clone(),
        };
        if let Some(home) = &member.home {
            let asked = held.is_asked(&["home"]);
            self.plain(
                fact(KnownWhat::Home, home.kind.code(), "", home.since),
                asked,
            );
        }
        if let Some(language) = member.language() {
            let asked = held.is_asked(&["languages"]);
            self.plain(fact(KnownWhat::Language, language, "", None), asked);
        }
        if let Some(plan) = &member.health_plan {
            let asked = held.is_asked(&["healthPlan"]);
            self.plain(fact(KnownWhat::HealthPlan, "", plan, None), asked);
        }
        let is_dangerous = |door: &care::Door| !door.dangers.trim().is_empty();
        if member.door.as_ref().is_some_and(is_dangerous) {
            let asked = held.is_asked(&["door"]);
            self.plain(fact(KnownWhat::Household, "danger", "", None), asked);
        }
    }

    fn screen(&mut self, screen: &Screen) {
        let fact = KnownFact {
            what: KnownWhat::Screening,
            code: screen.instrument.clone(),
            says: screen.says(),
            on: Some(screen.on),
            source: screen.signature.clone(),
            of: screen.record.to_string(),
        };
        // What is signed has one answer.
        self.put(fact, Belongs::Screen(screen.about), false);
    }

    fn health(
        &mut self,
        reader: &Reader<'_>,
        (member, today): (MemberId, NaiveDate),
    ) -> Result<(), StoreError> {
        for held in book::of_member::<Problem>(reader, member)? {
            let Problem {
                coding,
                status,
                onset,
                source,
                ..
            } = &held.value;
            if *status == ProblemStatus::Active {
                let fact = of_elsewhere(
                    (KnownWhat::Problem, held.id),
                    coding,
                    *onset,
                    source.as_ref(),
                );
                let tags = Sharing::shipped().of_coding(coding);
                self.put(fact, Belongs::ByKind(tags), is_asked(&held));
            }
        }
        for held in book::of_member::<Medicine>(reader, member)? {
            let one = &held.value;
            if one.status != MedicineStatus::Stopped {
                let about = (KnownWhat::Medicine, held.id);
                let known = of_elsewhere(about, &one.coding, one.since, one.source.as_ref());
                self.plain(known, is_asked(&held));
            }
        }
        for held in book::of_member::<Allergy>(reader, member)? {
            let one = &held.value;
            if one.status == ProblemStatus::Active {
                let about = (KnownWhat::Allergy, held.id);
                let known = of_elsewhere(about, &one.coding, None, one.source.as_ref());
                self.plain(known, is_asked(&held));
            }
        }
        let since = today.checked_sub_days(Days::new(ENCOUNTER_DAYS));
        for held in book::of_member::<Encounter>(reader, member)? {
            let one = &held.value;
            if one.class != EncounterClass::Ambulatory && since <= Some(one.start) {
                let known = KnownFact {
                    what: KnownWhat::Encounter,
                    code: one.class.code().to_owned(),
                    says: one.what.clone(),
                    on: Some(one.start),
                    source: system(one.source.as_ref()),
                    of: held.id.to_string(),
                };
                self.plain(known, is_asked(&held));
            }
        }
        Ok(())
    }

    /// Pregnancies, and what CPSP and others have done around them (R059).
    fn births(
        &mut self,
        reader: &Reader<'_>,
        (member, today): (MemberId, NaiveDate),
    ) -> Result<(), StoreError> {
        for held in book::of_member::<Pregnancy>(reader, member)? {
            let (code, on) = match held.value.phase(today) {
                Phase::Before | Phase::Pregnant | Phase::Unwritten => {
                    ("pregnant", Some(held.value.began()))
                }
                Phase::After => ("after", held.value.ended()),
                Phase::Over => continue,
            };
            let known = KnownFact {
                what: KnownWhat::Pregnancy,
                code: code.to_owned(),
                says: String::new(),
                on,
                source: system(held.value.source.as_ref()),
                of: held.id.to_string(),
            };
            self.plain(known, is_asked(&held));
        }
        for held in book::of_member::<PerinatalCare>(reader, member)? {
            let PerinatalCare { item, stands, .. } = &held.value;
            if stands.is == CareStanding::Done {
                let said = [stands.place.as_str(), stands.words.as_str()];
                let known = KnownFact {
                    what: KnownWhat::Perinatal,
                    code: item.clone(),
                    says: joined(&said),
                    on: Some(stands.on),
                    source: stands.said_by.code().to_owned(),
                    of: held.id.to_string(),
                };
                self.plain(known, is_asked(&held));
            }
        }
        Ok(())
    }

    /// Who is around her, and which programmes and plans there are besides ours.
    fn people(&mut self, reader: &Reader<'_>, member: MemberId) -> Result<(), StoreError> {
        for held in book::of_member::<SupportPerson>(reader, member)? {
            let known = KnownFact {
                what: KnownWhat::Support,
                code: String::new(),
                says: joined(&[&held.value.name, &held.value.relation]),
                on: None,
                source: String::new(),
                of: held.id.to_string(),
            };
            self.plain(known, is_asked(&held));
        }
        for held in book::of_member::<PartnerProgramme>(reader, member)? {
            let stands = &held.value.stands;
            if stands.is == ProgrammeStanding::In {
                let known = KnownFact {
                    what: KnownWhat::Programme,
                    code: held.value.programme.clone(),
                    says: String::new(),
                    on: Some(stands.on),
                    source: stands.said_by.code().to_owned(),
                    of: held.id.to_string(),
                };
                self.plain(known, is_asked(&held));
            }
        }
        for held in book::of_member::<OutsidePlan>(reader, member)? {
            let plan = &held.value;
            if plan.status == ProblemStatus::Active {
                let known = KnownFact {
                    what: KnownWhat::OutsidePlan,
                    code: String::new(),
                    says: plan.title.clone(),
                    on: plan.since,
                    source: system(plan.source.as_ref()),
                    of: held.id.to_string(),
                };
                self.plain(known, is_asked(&held));
            }
        }
        Ok(())
    }

    /// What somebody has said of her: for the eligibility rules, and in the areas of the plan.
    fn said(&mut self, reader: &Reader<'_>, member: MemberId) -> Result<(), StoreError> {
        for held in book::of_member::<StatedFact>(reader, member)? {
            let StatedFact { fact, answer } = &held.value;
            let said = KnownFact {
                what: KnownWhat::Stated,
                code: fact.clone(),
                says: answer.values.join(" "),
                on: Some(answer.on),
                source: answer.said_by.code().to_owned(),
                of: held.id.to_string(),
            };
            self.put(said, Belongs::Fact, is_asked(&held));
        }
        for held in book::of_member::<Need>(reader, member)? {
            let need = &held.value;
            if need.standing == Standing::HasNeed {
                let fact = KnownFact {
                    what: KnownWhat::Need,
                    code: need.domain.code().to_owned(),
                    says: need.words.clone(),
                    on: Some(need.asked_on),
                    source: String::new(),
                    of: held.id.to_string(),
                };
                self.put(fact, Belongs::Plan(need.domain), is_asked(&held));
            }
        }
        Ok(())
    }
}

fn is_asked<T>(held: &Held<T>) -> bool {
    !held.two_answers().is_empty()
}

fn of_elsewhere(
    (what, id): (KnownWhat, uuid::Uuid),
    coding: &Coding,
    on: Option<NaiveDate>,
    source: Option<&Source>,
) -> KnownFact {
    KnownFact {
        what,
        code: String::new(),
        says: coding.display.clone(),
        on: on.or_else(|| source?.recorded),
        source: system(source),
        of: id.to_string(),
    }
}

fn system(source: Option<&Source>) -> String {
    let system = source.map(|source| source.system.clone());
    system.unwrap_or_default()
}

fn joined(said: &[&str]) -> String {
    let said: Vec<&str> = said
        .iter()
        .map(|part| part.trim())
        .filter(|part| !part.is_empty())
        .collect();
    said.join(", ")
}

fn belongs_to(fact: &KnownFact, belongs: &Belongs, area: &Area) -> bool {
    match belongs {
        Belongs::Screen(about) => area.screens.contains(about),
        Belongs::Fact => area.stated.contains(&fact.code),
        Belongs::Plan(domain) => {
            let mut areas = Comprehensive::shipped().areas.iter();
            let first = areas.find(|one| one.domain == *domain);
            first.is_some_and(|first| first.code == area.code)
        }
        Belongs::ByKind(tags) => {
            let named = |one: &&Area| one.known.contains(&fact.what);
            let shares = |one: &Area| !one.tags().is_disjoint(tags);
            let mut areas = Comprehensive::shipped().areas.iter().filter(named);
            let is_apart = areas.any(shares);
            let fits = if is_apart {
                shares(area)
            } else {
                area.tags().is_empty() || fact.what != KnownWhat::Problem
            };
            named(&area) && fits
        }
    }
}

/// What the catalogue calls something that is known, as it was taken over.
pub(super) fn view(fact: KnownFact) -> KnownThing {
    let label = match fact.what {
        KnownWhat::Perinatal => Perinatal::shipped()
            .item(&fact.code)
            .map(|one| &one.entry.label),
        KnownWhat::Programme => Outreach::shipped()
            .programme(&fact.code)
            .map(|one| &one.named.label),
        KnownWhat::Home
        | KnownWhat::Language
        | KnownWhat::Screening
        | KnownWhat::Problem
        | KnownWhat::Medicine
        | KnownWhat::Allergy
        | KnownWhat::Encounter
        | KnownWhat::Pregnancy
        | KnownWhat::Support
        | KnownWhat::Stated
        | KnownWhat::Household
        | KnownWhat::HealthPlan
        | KnownWhat::Need
        | KnownWhat::OutsidePlan => None,
    };
    let label = label.map(said);
    KnownThing {
        fact,
        label,
        two_answers: false,
    }
}
