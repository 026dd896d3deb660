//! Evaluations that are kept: signed, with the edition of the rules, the day, the facts and what came of it (R030).

use care::{MemberId, RecordId};
use catalog::Populations;
use catalog::eligibility::{Evaluation, FactUsed, Outcome, facts_used};
use chrono::NaiveDate;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use sync::{RecordText, StreamId};
use vault::{Reader, StoreError, Writer, records};

use super::{Asked, Holding};
use crate::book::{self, About, Pen, People};
use crate::contract::eligibility::KeptView;
use crate::contract::failure::Failure;
use crate::desk::DeskError;

/// The permanent word for such a record.
const KIND: &str = "evaluation";
/// No more are shown.
const SHOWN_MAX: usize = 10;

/// What is signed.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Kept<'a> {
    member: MemberId,
    as_of: NaiveDate,
    catalog: &'a str,
    populations: Vec<KeptPopulation>,
    facts: Vec<FactUsed>,
    signed_at: i64,
}

#[derive(Serialize, Deserialize)]
struct KeptPopulation {
    code: String,
    outcome: String,
    missing: Vec<String>,
    /// It rested on something that two people had answered differently.
    #[serde(default, rename = "twoAnswers", skip_serializing_if = "is_no")]
    two_answers: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks with a reference"
)]
const fn is_no(yes: &bool) -> bool {
    !*yes
}

/// What of it a list shows.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct KeptLine {
    as_of: NaiveDate,
    catalog: String,
    populations: Vec<KeptPopulation>,
}

/// Signs how she stands to every population today.
pub(in crate::use_cases) fn keep(
    pen: &Pen<'_>,
    writer: &Writer<'_>,
    member: MemberId,
    key: &SigningKey,
) -> Result<RecordId, DeskError> {
    let holding = Holding::read(writer, member)?.ok_or(Failure::NotHere)?;
    let list = Populations::shipped();
    let asked = holding.asked(list, pen.today);
    let evaluations: Vec<Evaluation> = asked.iter().map(|one| one.evaluation.clone()).collect();
    let kept = Kept {
        member,
        as_of: pen.today,
        catalog: &list.version,
        populations: asked.iter().map(population).collect(),
        facts: facts_used(&evaluations),
        signed_at: pen.now,
    };
    let stream = StreamId::Member(member);
    let about = About {
        stream: &stream,
        kind: KIND,
        id: member.0,
    };
    Ok(pen.sign(&about, &kept, key)?)
}

fn population(
    Asked {
        evaluation,
        two_answers,
    }: &Asked,
) -> KeptPopulation {
    let missing = evaluation.tree.missing().into_iter();
    KeptPopulation {
        code: evaluation.population.clone(),
        outcome: evaluation.outcome().code().to_owned(),
        missing: missing.map(|one| one.asked().to_owned()).collect(),
        two_answers: *two_answers,
    }
}

/// Those that were kept of her, newest first.
pub(super) fn all(
    reader: &Reader<'_>,
    people: &People,
    member: MemberId,
) -> Result<Vec<KeptView>, StoreError> {
    let mut kept = Vec::new();
    for stream in book::streams_of(reader, member)? {
        let Some(record) = stream.parse::<StreamId>().ok().and_then(|one| one.member()) else {
            continue;
        };
        let about = records::about(reader, &record.to_string())?;
        let about = about.into_iter().filter(|record| record.kind == KIND);
        kept.extend(about.filter_map(|record| Some((record.signed_at, view(people, &record)?))));
    }
    kept.sort_by(|(one, a), (other, b)| (other, &b.record).cmp(&(one, &a.record)));
    let views = kept.into_iter().map(|(_, view)| view);
    Ok(views.take(SHOWN_MAX).collect())
}

fn view(people: &People, record: &records::Record) -> Option<KeptView> {
    let text: RecordText = serde_json::from_str(&record.body).ok()?;
    let line: KeptLine = serde_json::from_value(text.body).ok()?;
    let is = |one: &&KeptPopulation, outcome: Outcome| one.outcome == outcome.code();
    let all = line.populations.iter();
    let unknown = all.clone().filter(|one| is(one, Outcome::Unknown)).count();
    let met = all.clone().filter(|one| is(one, Outcome::Met));
    let two_answers = all.clone().any(|one| one.two_answers);
    Some(KeptView {
        record: record.id.clone(),
        as_of: line.as_of,
        met: met.map(|one| one.code.clone()).collect(),
        catalog: line.catalog,
        by: people.author(&text.author),
        unknown: u32::try_from(unknown).unwrap_or(u32::MAX),
        two_answers,
    })
}
