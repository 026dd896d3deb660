//! Suggestions for the plan: which goals follow from what is known of a member, and what somebody has set aside.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use care::{
    Act, AreaStanding, Goal, GoalSource, MemberId, RecordId, SuggestedBy, SuggestionPassed,
};
use catalog::Comprehensive;
use catalog::comprehensive::Suggested;
use catalog::eligibility::{FactUsed, Told};
use chrono::NaiveDate;
use sha2::{Digest as _, Sha256};
use sync::StreamId;
use vault::{Reader, StoreError, records};

use super::assessments::{self, Screen};
use super::comprehensive::{self, area_label};
use super::consents::of_kind;
use super::eligibility;
use super::glass::refuses_guests;
use super::notes::author;
use super::plans::is_over;
use super::said::said;
use crate::book::{self, About};
use crate::contract::Made;
use crate::contract::failure::Failure;
use crate::contract::suggestions as view;
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

/// The fact that changes by itself every year.
const AGE: &str = "age";

/// A suggestion that follows from something.
pub(super) struct Offer {
    suggested: &'static Suggested,
    sources: Vec<Source>,
}

/// What it follows from, and the text by which exactly this is known again.
struct Source {
    by: SuggestedBy,
    code: String,
    says: String,
    on: Option<NaiveDate>,
    exactly: String,
}

impl Offer {
    /// Which facts it rests on, as one short text: the same on every laptop.
    fn facts(&self) -> String {
        let exactly: BTreeSet<&str> = self
            .sources
            .iter()
            .map(|source| source.exactly.as_str())
            .collect();
        let mut digest = Sha256::new();
        for one in exactly {
            digest.update(one.as_bytes());
            digest.update([0]);
        }
        let mut bytes = [0; 16];
        for (byte, hashed) in bytes.iter_mut().zip(digest.finalize()) {
            *byte = hashed;
        }
        uuid::Builder::from_custom_bytes(bytes)
            .into_uuid()
            .to_string()
    }

    /// What a goal that is made of it keeps.
    pub(super) fn goal_source(&self) -> Option<GoalSource> {
        let first = self.sources.first()?;
        Some(GoalSource {
            suggestion: self.suggested.code.clone(),
            by: first.by,
            code: first.code.clone(),
            says: first.says.clone(),
            on: first.on,
            facts: self.facts(),
        })
    }

    fn view(&self) -> view::SuggestionView {
        view::SuggestionView {
            suggestion: self.suggested.code.clone(),
            facts: self.facts(),
            domain: self.suggested.domain,
            goal: said(&self.suggested.goal),
            steps: self.suggested.steps.iter().map(said).collect(),
            sources: self
                .sources
                .iter()
                .map(|one| shown(one.by, &one.code, &one.says, one.on))
                .collect(),
        }
    }
}

fn shown(by: SuggestedBy, code: &str, says: &str, on: Option<NaiveDate>) -> view::SourceView {
    view::SourceView {
        by,
        code: code.to_owned(),
        says: says.to_owned(),
        on,
        label: (by == SuggestedBy::Area).then(|| area_label(code)),
    }
}

/// Where a goal came from, as the screen shows it.
pub(super) fn source_view(from: &GoalSource) -> view::SourceView {
    shown(from.by, &from.code, &from.says, from.on)
}

/// What of a member suggests anything.
struct Facts {
    screens: Vec<Screen>,
    needs: Vec<Source>,
    areas: Vec<Source>,
    populations: Vec<Source>,
}

impl Facts {
    fn read(
        reader: &Reader<'_>,
        (member, today): (MemberId, NaiveDate),
    ) -> Result<Self, StoreError> {
        let screens = assessments::newest_screens(reader, member)?;
        let needs = screens.iter().flat_map(|screen| {
            screen.needs.iter().map(|need| Source {
                exactly: format!("need:{need}:{}", screen.record),
                ..of_screen(screen)
            })
        });
        let populations = eligibility::met(reader, member, today)?;
        Ok(Self {
            needs: needs.collect(),
            areas: areas(reader, member)?,
            populations: populations.iter().map(of_population).collect(),
            screens,
        })
    }

    fn offer(&self, suggested: &'static Suggested) -> Option<Offer> {
        // What she said herself comes first: it is what a goal says it came from.
        let areas = self.areas.iter();
        let said = areas.filter(|one| suggested.areas.contains(&one.code));
        let mut sources: Vec<Source> = said.map(Source::again).collect();
        let screens = self.screens.iter();
        let positive = screens.filter(|one| one.positive && suggested.screens.contains(&one.about));
        sources.extend(positive.map(of_screen));
        let needs = self.needs.iter();
        let found = needs.filter(|one| {
            let mut named = suggested.needs.iter();
            named.any(|need| one.exactly.starts_with(&format!("need:{need}:")))
        });
        for need in found {
            // Several needs of one screen are one thing that was found.
            if !sources.iter().any(|one| one.code == need.code) {
                sources.push(need.again());
            }
        }
        let populations = self.populations.iter();
        sources.extend(
            populations
                .filter(|one| suggested.populations.contains(&one.code))
                .map(Source::again),
        );
        (!sources.is_empty()).then_some(Offer { suggested, sources })
    }
}

impl Source {
    fn again(&self) -> Self {
        Self {
            by: self.by,
            code: self.code.clone(),
            says: self.says.clone(),
            on: self.on,
            exactly: self.exactly.clone(),
        }
    }
}

fn of_screen(screen: &Screen) -> Source {
    Source {
        by: SuggestedBy::Screening,
        code: screen.instrument.clone(),
        says: screen.says(),
        on: Some(screen.on),
        exactly: format!("screening:{}", screen.record),
    }
}

/// A need that was found anew in the same words is the same fact, in whichever assessment it stands.
fn areas(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Source>, StoreError> {
    let Some(newest) = comprehensive::newest(reader, member)? else {
        return Ok(Vec::new());
    };
    let assessed = newest.value.areas.into_iter();
    let assessed = assessed.filter(|one| one.stands == AreaStanding::Assessed);
    Ok(assessed
        .map(|one| {
            let facts: Vec<&str> = one.facts.iter().map(|fact| fact.of.as_str()).collect();
            Source {
                by: SuggestedBy::Area,
                exactly: format!("area:{}:{}:{}", one.area, one.findings, facts.join(",")),
                code: one.area,
                says: one.findings,
                on: Some(one.on),
            }
        })
        .collect())
}

fn of_population((code, used): &(String, Vec<FactUsed>)) -> Source {
    let told = used.iter().filter(|fact| fact.fact != AGE);
    let codes = |fact: &&FactUsed| matches!(&fact.value, Told::Codes(codes) if !codes.is_empty());
    let telling = told.clone().find(codes);
    let says = telling.and_then(|fact| match &fact.value {
        Told::Codes(codes) => codes.first().cloned(),
        Told::YesNo(_) | Told::Number(_) | Told::Day(_) | Told::Never(_) | Told::Marks(_) => None,
    });
    let exactly: Vec<String> = told
        .clone()
        .map(|fact| {
            let value = serde_json::to_string(&fact.value).unwrap_or_default();
            format!("{}={value}", fact.fact)
        })
        .collect();
    Source {
        by: SuggestedBy::Population,
        code: code.clone(),
        says: says.unwrap_or_default(),
        on: telling.and_then(|fact| fact.date),
        exactly: format!("population:{code}:{}", exactly.join(";")),
    }
}

/// Everything that follows from what is known of a member, whatever became of it.
pub(super) fn offers(
    reader: &Reader<'_>,
    whose: (MemberId, NaiveDate),
) -> Result<Vec<Offer>, StoreError> {
    let facts = Facts::read(reader, whose)?;
    let list = Comprehensive::shipped().suggestions.iter();
    Ok(list.filter_map(|one| facts.offer(one)).collect())
}

/// The offer that a goal is made of, if it still follows from something.
pub(super) fn offer(
    reader: &Reader<'_>,
    whose: (MemberId, NaiveDate),
    code: &str,
) -> Result<Option<Offer>, StoreError> {
    let all = offers(reader, whose)?;
    Ok(all.into_iter().find(|one| one.suggested.code == code))
}

/// Whether a goal was made of a suggestion and stands, or was brought to its end on the very same facts.
fn is_taken(goals: &[book::Held<Goal>], code: &str, facts: &str) -> bool {
    goals.iter().any(|held| {
        held.value.from.as_ref().is_some_and(|from| {
            from.suggestion == code && (from.facts == facts || !is_over(held.value.progress.status))
        })
    })
}

fn passed(
    reader: &Reader<'_>,
    member: MemberId,
) -> Result<BTreeMap<(i64, RecordId), SuggestionPassed>, StoreError> {
    let mut rows = Vec::new();
    for stream in book::streams_of(reader, member)? {
        let whose = stream.strip_prefix("m:").unwrap_or(&stream);
        rows.extend(records::about(reader, whose)?);
    }
    let all = of_kind::<SuggestionPassed>(&rows, SuggestionPassed::KIND);
    Ok(all
        .into_iter()
        .map(|(id, one)| ((one.signed_at, id), one))
        .collect())
}

impl AtDesk for view::ListSuggestions {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::Suggestions, Failure> {
        desk.look(|reader| {
            book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let goals = book::of_member::<Goal>(reader, self.member)?;
            let passed = passed(reader, self.member)?;
            let (mut open, mut aside) = (Vec::new(), Vec::new());
            for offer in offers(reader, (self.member, desk.today))? {
                let (code, facts) = (&offer.suggested.code, offer.facts());
                if is_taken(&goals, code, &facts) {
                    continue;
                }
                if SuggestionPassed::is_set_aside(&passed, code, &facts) {
                    aside.push(offer.view());
                } else {
                    open.push(offer.view());
                }
            }
            Ok(view::Suggestions {
                open,
                aside,
                may_change: care::may(desk.me().role, Act::Change),
            })
        })
    }
}

impl AtDesk for view::PassSuggestion {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        if Comprehensive::shipped()
            .suggested(&self.suggestion)
            .is_none()
        {
            return Err(Failure::BadRequest {
                what: "suggestion".to_owned(),
            });
        }
        desk.write(|pen, writer| -> Result<(), DeskError> {
            book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            refuses_guests(writer, desk.me(), self.member)?;
            let passed = SuggestionPassed {
                member: self.member,
                suggestion: self.suggestion.clone(),
                facts: self.facts.clone(),
                words: self.words.trim().to_owned(),
                again: self.again,
                author: author(desk, writer)?,
                signed_at: pen.now,
            };
            passed.check().map_err(Failure::from)?;
            let stream = StreamId::Member(self.member);
            let about = About {
                stream: &stream,
                kind: SuggestionPassed::KIND,
                id: self.member.0,
            };
            pen.sign(&about, &passed, desk.key())?;
            Ok(())
        })?;
        Ok(Made {})
    }
}
