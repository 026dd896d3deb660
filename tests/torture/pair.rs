//! Two records that are one person's, and then are not: it is said and taken back, over and over.
//!
//! Who is met for it is held by fewer people than whoever she is joined to, so that each word about it gives a stream to
//! somebody or takes it away. What the clinic makes of it is one transaction, or a death in the middle of it shows.

use std::collections::BTreeSet;

use care::{EntityId, Member, MemberId};
use clinic::{LedgerError, LedgerTx};
use serde_json::{Value, json};
use sync::{Ledger as _, StreamId};
use vault::{Reader, StoreError, entities};

use crate::acts;
use crate::book::Pair;
use crate::checks::Wrong;
use crate::typist::{Typist, says};

/// The family name of whoever is met for it.
pub(crate) const MET: &str = "Quillfeather";

/// Says it and takes it back so often, and exchanges after each.
pub(crate) fn works(typist: &Typist, met: Option<&str>, times: u32) {
    let met = met.map_or_else(|| meets(typist), Value::from);
    for _ in 0..times {
        let hers = typist.gets("members.show", json!({ "member": met }));
        match one_that_is_joined(&hers) {
            Some(record) => parts(typist, &record),
            None => joins(typist, &hers),
        }
        typist.exchanges();
    }
}

/// Whoever is joined to somebody is parted again.
pub(crate) fn ends(typist: &Typist) {
    for member in acts::caseload(typist) {
        let hers = typist.gets("members.show", json!({ "member": member }));
        if let Some(record) = one_that_is_joined(&hers) {
            return parts(typist, &record);
        }
    }
}

fn meets(typist: &Typist) -> Value {
    let said = json!({
        "given": "Wren", "family": MET, "called": "", "birthDate": null, "cin": "", "phone": "",
        "place": "hall B",
    });
    let met = typist.gets("members.meet", json!({ "said": said }))["id"].clone();
    let id = met.as_str().unwrap_or_default();
    says(&format!("met {id}"));
    says(&format!("saved {id}"));
    met
}

/// Of the records of a person the one that was joined to another.
fn one_that_is_joined(shown: &Value) -> Option<Value> {
    let mut records = shown["records"].as_array()?.iter();
    records.find(|one| one["sameAs"] != Value::Null).cloned()
}

fn joins(typist: &Typist, hers: &Value) {
    let Some(known) = acts::anybody(typist) else {
        return;
    };
    let theirs = typist.gets("members.show", json!({ "member": known }));
    let side = |shown: &Value| json!({ "member": shown["member"], "seen": shown["seen"] });
    let both = json!({ "one": side(&theirs), "other": side(hers) });
    changes(typist, "yes", (&theirs["member"], &hers["member"]), || {
        typist.gets("members.join", both)
    });
}

fn parts(typist: &Typist, record: &Value) {
    let side = json!({ "member": record["member"], "seen": record["seen"] });
    let two = (&record["sameAs"], &record["member"]);
    changes(typist, "no", two, || {
        typist.gets("members.part", json!({ "record": side }))
    });
}

/// What she is about to say, and that it is saved: a death may come between the two.
fn changes(
    typist: &Typist,
    word: &str,
    (one, other): (&Value, &Value),
    does: impl FnOnce() -> Value,
) {
    let text = |id: &Value| id.as_str().unwrap_or_default().to_owned();
    let two = format!("{word} {} {}", text(one), text(other));
    says(&format!("joining {two}"));
    typist.saves(&format!("joined {two}"), does);
}

/// Whether the two are shown as one on the laptop, as was last said.
pub(crate) fn on_the_laptop(reader: &Reader<'_>, pair: &Pair) -> Result<Option<Wrong>, StoreError> {
    let mut is_joined = false;
    for record in &pair.two {
        let data = entities::get(reader, record)?.map(|record| record.data);
        let data: Value = data.map_or(Value::Null, |data| serde_json::from_str(&data).unwrap());
        is_joined |= data[Member::SAME_AS] != Value::Null;
    }
    Ok((!pair.may_be(is_joined))
        .then(|| format!("the two records are one person's: {is_joined}, after {pair:?} was said")))
}

/// Whether the two are joined at the clinic as it was said to have been told; and whoever is entitled to either holds
/// both while they are, and only what she is entitled to while they are not.
pub(crate) fn at_the_clinic(
    tx: &LedgerTx<'_>,
    pair: &Pair,
    told: Option<bool>,
) -> Result<Option<Wrong>, LedgerError> {
    let [one, other] = pair.two.each_ref().map(|id| MemberId(id.parse().unwrap()));
    let group = sync::clinic::group(tx, one)?;
    let is_joined = group.contains(&other);
    if let Some(told) = told
        && told != is_joined
    {
        return Ok(Some(format!(
            "the ledger says that the two are one person's: {is_joined}; it was told {told}"
        )));
    }
    let [first, second] = [one, other].map(StreamId::Member);
    let hers: BTreeSet<_> = tx.entitled(&first)?.into_iter().collect();
    let others: BTreeSet<_> = tx.entitled(&second)?.into_iter().collect();
    for staff in hers.union(&others) {
        for (stream, by_itself) in [(&first, &hers), (&second, &others)] {
            // A stream that the ledger does not know is nobody's.
            let is_there = tx.entity(EntityId(member_of(stream).0))?.is_some();
            let may = is_there && (is_joined || by_itself.contains(staff));
            if tx.holds(*staff, stream)? != may {
                return Ok(Some(format!(
                    "{stream} is held by {staff}: {}, and the two are joined: {is_joined}",
                    !may
                )));
            }
        }
    }
    Ok(None)
}

fn member_of(stream: &StreamId) -> MemberId {
    stream.member().unwrap()
}
