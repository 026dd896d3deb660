//! Work the clinic has set aside: what it says, whose it is, and a person's decision.

use std::collections::BTreeMap;

use care::{
    Act, Addendum, Assessment, Entity as _, EntityId, Episode, Member, MemberId, Note, Plan,
    Review, ReviewDone, ReviewOwner, ReviewStatus, ReviewWhy, StaffId,
};
use serde_json::{Map, Value};
use uuid::Uuid;
use vault::{Page, Reader, StoreError, entities, reviews};

use super::conflicts::title;
use super::due::cases::{paged, the_episode};
use super::glass::refuses_guests;
use super::people;
use crate::book::{self, Held, Joined, People};
use crate::contract::failure::Failure;
use crate::contract::people::RecordView;
use crate::contract::reviews as view;
use crate::contract::{Made, Paged};
use crate::desk::Desk;
use crate::router::AtDesk;

/// What a reader wants to know of a record; the rest is who, when and where.
const RECORD_FIELDS: &[&str] = &["narrative", "services", "reason", "text"];

impl AtDesk for view::ListReviews {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Paged<view::Review>, Failure> {
        let page = Page::new(self.page.offset, self.page.limit);
        let page = page.ok_or(Failure::BadRequest {
            what: "page".to_owned(),
        })?;
        desk.read(|reader| {
            let around = Around::at(reader, desk)?;
            let mut rows = Vec::new();
            let joined = Joined::read(reader)?;
            for row in reviews::open(reader, page)? {
                if let Some(held) = book::held::<Review>(&joined, row)
                    && !is_asked_beside(reader, &held)?
                {
                    rows.extend(around.view(reader, &held)?);
                }
            }
            Ok(Paged {
                rows,
                total: count(reader)?,
            })
        })
    }
}

/// Who looks, and when.
struct Around {
    people: People,
    may_decide: bool,
    now: i64,
}

impl Around {
    fn at(reader: &Reader<'_>, desk: &Desk<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            people: People::read(reader, desk.me().staff)?,
            may_decide: care::may(desk.me().role, Act::Steer),
            now: desk.now,
        })
    }

    /// A review, if the member is here.
    fn view(
        &self,
        reader: &Reader<'_>,
        held: &Held<Review>,
    ) -> Result<Option<view::Review>, StoreError> {
        let review = &held.value;
        let Some((member, name)) = whose(reader, held)? else {
            return Ok(None);
        };
        let about = match review.about {
            Some(about) => entities::get(reader, &about.to_string())?,
            None => None,
        };
        let title = match &about {
            Some(about) => title(reader, about)?,
            None => String::new(),
        };
        let lead = lead(reader, member)?.map(|staff| self.people.person(staff));
        // Whom nobody leads is the supervisor's.
        let owner = if lead.is_some() {
            review.owner(self.now)
        } else {
            ReviewOwner::Supervisor
        };
        let decided = review.done.status;
        let decided = if is_joined(reader, review)? {
            ReviewStatus::PutRight
        } else {
            decided
        };
        let records = self.records(reader, review)?;
        // Who may not hold both of two people cannot tell whether they are one.
        let sees_all = review.why != ReviewWhy::SamePerson || records.len() == review.cause.len();
        Ok(Some(view::Review {
            review: held.id.to_string(),
            member,
            name,
            kind: review.kind.clone(),
            title,
            says: self.says(reader, review, about.as_ref())?,
            why: review.why,
            author: review.author.map(|staff| self.people.person(staff)),
            written_at: review.written_at,
            received_at: review.received_at,
            days: u32::try_from(review.days(self.now)).unwrap_or(u32::MAX),
            owner,
            lead,
            may_end_as: review.may_end_as().to_vec(),
            may_decide: self.may_decide && sees_all,
            records,
            decided_here: (decided != ReviewStatus::Open).then_some(decided),
            seen: book::seen(reader, held)?,
        }))
    }

    /// The records that may be of one person, as far as they are here.
    fn records(&self, reader: &Reader<'_>, review: &Review) -> Result<Vec<RecordView>, StoreError> {
        let mut records = Vec::new();
        if review.why == ReviewWhy::SamePerson {
            for record in &review.cause {
                if let Some(held) = book::read::<Member>(reader, *record)? {
                    records.push(people::record(reader, &held, &self.people)?);
                }
            }
        }
        Ok(records)
    }

    /// What it says, beside what is on the record.
    fn says(
        &self,
        reader: &Reader<'_>,
        review: &Review,
        about: Option<&entities::Entity>,
    ) -> Result<Vec<view::ReviewSays>, StoreError> {
        if review.why == ReviewWhy::SamePerson {
            return Ok(Vec::new());
        }
        if review.why.is_of_a_rule() {
            return self.together(reader, review);
        }
        let said: Map<String, Value> = serde_json::from_str(&review.says).unwrap_or_default();
        let about = about.filter(|about| about.kind == review.kind);
        let there: Map<String, Value> = about
            .and_then(|about| serde_json::from_str(&about.data).ok())
            .unwrap_or_default();
        let mut says = Vec::new();
        for (field, value) in in_order(&review.kind, said) {
            let now = there.get(&field).cloned().unwrap_or_default();
            if is_nothing(&value) && is_nothing(&now) {
                continue;
            }
            says.push(view::ReviewSays {
                value: self.in_words(reader, value)?,
                now: self.in_words(reader, now)?,
                field,
            });
        }
        Ok(says)
    }

    /// The things that do not go together, each by what tells it apart.
    fn together(
        &self,
        reader: &Reader<'_>,
        review: &Review,
    ) -> Result<Vec<view::ReviewSays>, StoreError> {
        let mut says = Vec::new();
        for id in &review.cause {
            let Some(entity) = entities::get(reader, &id.to_string())? else {
                continue;
            };
            let shown: Map<String, Value> = serde_json::from_str(&entity.data).unwrap_or_default();
            let field = match entity.kind.as_str() {
                Plan::KIND => "agreed",
                Episode::KIND => "stages",
                _ => "what",
            };
            says.push(view::ReviewSays {
                value: self.in_words(reader, shown.get(field).cloned().unwrap_or_default())?,
                now: Value::Null,
                field: field.to_owned(),
            });
        }
        Ok(says)
    }

    /// The same value with the names of people and things in the place of their ids.
    fn in_words(&self, reader: &Reader<'_>, value: Value) -> Result<Value, StoreError> {
        Ok(match value {
            Value::String(text) => Value::String(self.name_of(reader, text)?),
            Value::Array(items) => Value::Array(
                items
                    .into_iter()
                    .map(|item| self.in_words(reader, item))
                    .collect::<Result<_, _>>()?,
            ),
            Value::Object(parts) => {
                let mut words = Map::new();
                for (part, value) in parts {
                    words.insert(part, self.in_words(reader, value)?);
                }
                Value::Object(words)
            }
            plain @ (Value::Null | Value::Bool(_) | Value::Number(_)) => plain,
        })
    }

    /// What an id stands for, if the text is one and the satchel holds it; else the text.
    fn name_of(&self, reader: &Reader<'_>, text: String) -> Result<String, StoreError> {
        let Ok(id) = text.parse::<Uuid>() else {
            return Ok(text);
        };
        let name = self.people.person(StaffId(id)).name;
        if !name.is_empty() {
            return Ok(name);
        }
        let title = match entities::get(reader, &id.to_string())? {
            Some(entity) => title(reader, &entity)?,
            None => String::new(),
        };
        Ok(if title.is_empty() { text } else { title })
    }
}

/// The member it is about, and her name; empty while nothing of her counts but this.
fn whose(
    reader: &Reader<'_>,
    held: &Held<Review>,
) -> Result<Option<(MemberId, String)>, StoreError> {
    let Some(member) = held.member() else {
        return Ok(None);
    };
    let known = book::member(reader, member)?;
    let name = known.map_or_else(String::new, |known| known.value.names.whole());
    Ok(Some((member, name)))
}

fn lead(reader: &Reader<'_>, member: MemberId) -> Result<Option<StaffId>, StoreError> {
    let episode: Option<Held<Episode>> = the_episode(reader, member)?;
    Ok(episode.and_then(|held| held.value.lead()))
}

/// The answers in the order in which a thing of this kind is described; of a record only what it says.
fn in_order(kind: &str, mut said: Map<String, Value>) -> Vec<(String, Value)> {
    let mut take = |field: &str| said.remove(field).map(|value| (field.to_owned(), value));
    if [Note::KIND, Addendum::KIND, Assessment::KIND].contains(&kind) {
        return RECORD_FIELDS
            .iter()
            .filter_map(|field| take(field))
            .collect();
    }
    let table = care::fields_of(kind).unwrap_or_default();
    let known: Vec<_> = table.iter().filter_map(|field| take(field.id)).collect();
    // Fields of a newer version come last.
    known.into_iter().chain(said).collect()
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(parts) => parts.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

impl AtDesk for view::DecideReview {
    const ACT: Act = Act::Steer;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let bad = |what: &str| Failure::BadRequest {
            what: what.to_owned(),
        };
        let id: EntityId = self.review.parse().map_err(|_malformed| bad("review"))?;
        desk.write(|pen, writer| {
            let held = book::read::<Review>(writer, id)?.ok_or(Failure::NotHere)?;
            if let Some(member) = held.member() {
                refuses_guests(writer, desk.me(), member)?;
            }
            if held.value.done.status != ReviewStatus::Open {
                return Err(Failure::AlreadyDecided.into());
            }
            if !held.value.may_end_as().contains(&self.decision) {
                return Err(bad("decision").into());
            }
            let done = ReviewDone {
                status: self.decision,
                by: Some(desk.me().staff),
                on: Some(pen.today),
                words: self.words.trim().to_owned(),
            };
            let decided = |held: &Held<Review>| Review {
                done: done.clone(),
                ..held.value.clone()
            };
            pen.change(&held, &decided(&held), &book::parse_seen(&self.seen))?;
            if held.value.why == ReviewWhy::SamePerson {
                people::expect_held(writer, &held.value.cause)?;
                // The other person's record asks the same.
                for other in people::reviews_of(writer, &held.value.cause)? {
                    if other.value.done.status == ReviewStatus::Open {
                        let seen = book::parse_seen(&book::seen(writer, &other)?);
                        pen.change(&other, &decided(&other), &seen)?;
                    }
                }
            }
            Ok(())
        })?;
        Ok(Made {})
    }
}

/// How many pieces of work wait for a decision, by member; what is decided here waits only for the clinic.
pub(super) fn waiting(reader: &Reader<'_>) -> Result<BTreeMap<MemberId, u32>, StoreError> {
    let mut waiting = BTreeMap::new();
    let joined = Joined::read(reader)?;
    for row in paged(|page| reviews::open(reader, page))? {
        let Some(held) = book::held::<Review>(&joined, row) else {
            continue;
        };
        if is_asked_beside(reader, &held)? || is_joined(reader, &held.value)? {
            continue;
        }
        if let (Some(member), ReviewStatus::Open) = (held.member(), held.value.done.status) {
            let count: &mut u32 = waiting.entry(member).or_default();
            *count = count.saturating_add(1);
        }
    }
    Ok(waiting)
}

/// Questions whether a person is the same as somebody else, for her own page.
pub(super) fn may_be(
    reader: &Reader<'_>,
    desk: &Desk<'_>,
    member: MemberId,
) -> Result<Vec<view::Review>, StoreError> {
    let around = Around::at(reader, desk)?;
    let mut asked = Vec::new();
    for held in book::of_member::<Review>(reader, member)? {
        if held.value.why == ReviewWhy::SamePerson && is_open(&held) {
            asked.extend(around.view(reader, &held)?);
        }
    }
    Ok(asked)
}

/// How many pieces of work wait for a decision.
fn count(reader: &Reader<'_>) -> Result<u32, StoreError> {
    let joined = Joined::read(reader)?;
    let mut beside: u32 = 0;
    for row in paged(|page| reviews::open(reader, page))? {
        if let Some(held) = book::held::<Review>(&joined, row)
            && is_asked_beside(reader, &held)?
        {
            beside = beside.saturating_add(1);
        }
    }
    Ok(reviews::count_open(reader)?.saturating_sub(beside))
}

/// Whether the two it asks about are shown as one here; the clinic ends it when it hears of that.
fn is_joined(reader: &Reader<'_>, review: &Review) -> Result<bool, StoreError> {
    Ok(review.why == ReviewWhy::SamePerson && people::is_joined(reader, &review.cause)?)
}

/// Whether the clinic has no decision on it.
fn is_open(held: &Held<Review>) -> bool {
    let said = held.heads_of("done").into_iter().next();
    let status = said.and_then(|said| serde_json::from_value::<ReviewDone>(said.value).ok());
    status.is_none_or(|done| done.status == ReviewStatus::Open)
}

/// Whether the same question stands in the other person's record, and is asked there: whoever holds both is asked once.
fn is_asked_beside(reader: &Reader<'_>, held: &Held<Review>) -> Result<bool, StoreError> {
    let review = &held.value;
    if review.why != ReviewWhy::SamePerson {
        return Ok(false);
    }
    for other in people::reviews_of(reader, &review.cause)? {
        if other.id < held.id && is_open(&other) {
            return Ok(true);
        }
    }
    Ok(false)
}

#[cfg(test)]
mod tests;
