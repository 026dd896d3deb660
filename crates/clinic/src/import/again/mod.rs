//! Storing what a file says: for the first time, or again.
//!
//! The import remembers what it last said about each field and by which operation. A later export becomes writes
//! only where the hospital now says something else, and each names as its parent only the import's own earlier
//! write. So the merge puts it in place of that, and *beside* whatever a person has answered since.

use std::collections::BTreeMap;

use ambient::Ambient;
use care::{Entity as _, EntityId, Member, MemberId, OpId};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sync::{StreamId, Write};

use crate::import::{Fact, Person};
use crate::ledger::{LedgerError, Pen, Tx, first, params};

/// The name by which the import's operations stand in the history.
const SYSTEM: &str = "import";
/// Provenance follows what it vouches for; alone it is no change.
const SOURCE: &str = "source";

/// What a file changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Exactly this file was taken in before.
    SameFile,
    /// A person nobody here knew.
    NewPerson {
        /// What was written about her, herself included.
        written: usize,
    },
    /// A later export of a person who is here.
    Again {
        /// New things about her.
        written: usize,
        /// Things of which the hospital now says something else.
        changed: usize,
    },
}

/// What the import last said about one field.
#[derive(Clone, Serialize, Deserialize)]
struct Said {
    value: Value,
    op: OpId,
}

/// An entity the import has written before.
struct Known {
    entity: EntityId,
    kind: String,
    entry: String,
    likeness: String,
    said: BTreeMap<String, Said>,
}

/// Stores what one file says, all of it in the transaction given.
pub(crate) fn store(
    tx: &mut Tx<'_>,
    person: &Person,
    file: &str,
    ambient: &Ambient,
) -> Result<Outcome, LedgerError> {
    // One import at a time: two of them must not both meet the same person for the first time.
    tx.lock_streams(&[StreamId::Clinic])?;
    if tx
        .one(
            include_str!("file_member.sql"),
            params! { ":hash": file },
            |_| Ok(()),
        )?
        .is_some()
    {
        return Ok(Outcome::SameFile);
    }
    let found = find(tx, &person.member)?;
    let member = found.unwrap_or_else(|| MemberId(ambient.mint()));
    tx.lock_streams(&[StreamId::Member(member)])?;
    let mut known = said_of(tx, member)?;
    let pen = Scribe {
        pen: Pen::new(tx, ambient, SYSTEM)?,
        member,
    };
    let (mut written, mut changed) = (0_usize, 0_usize);
    for fact in std::iter::once(&herself(person)?).chain(&person.facts) {
        let id = (fact.kind == Member::KIND).then(|| EntityId::from(member));
        match take_known(&mut known, fact) {
            None => {
                pen.write_new(tx, id, fact)?;
                written = written.saturating_add(1);
            }
            Some(before) => {
                changed = changed.saturating_add(usize::from(pen.write_changed(tx, before, fact)?));
            }
        }
    }
    for identifier in &person.member.identifiers {
        let params = params! {
            ":system": identifier.system,
            ":value": identifier.value,
            ":member": member.to_string(),
        };
        tx.run(include_str!("insert_identifier.sql"), params)?;
    }
    let params = params! { ":hash": file, ":member": member.to_string(), ":at": tx.now() };
    tx.run(include_str!("insert_file.sql"), params)?;
    Ok(match found {
        None => Outcome::NewPerson { written },
        Some(_) => Outcome::Again { written, changed },
    })
}

/// The member these identifiers belong to. The record number alone decides; any other number (two people may share
/// a mistyped one) only together with the birth date.
fn find(tx: &Tx<'_>, member: &Member) -> Result<Option<MemberId>, LedgerError> {
    for (at, identifier) in member.identifiers.iter().enumerate() {
        let params = params! { ":system": identifier.system, ":value": identifier.value };
        let known: Option<String> =
            tx.one(include_str!("identified.sql"), params, |row| row.get(0))?;
        let Some(known) = known else {
            continue;
        };
        let known: MemberId = known.parse().or(Err(LedgerError::Malformed))?;
        let born = tx
            .thing::<Member>(known.into())?
            .and_then(|known| known.birth_date);
        if at == 0 || (born.is_some() && born == member.birth_date) {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

fn herself(person: &Person) -> Result<Fact, LedgerError> {
    let data = serde_json::to_value(&person.member)?;
    Ok(Fact {
        kind: Member::KIND,
        entry: String::new(),
        likeness: String::new(),
        data,
    })
}

fn said_of(tx: &Tx<'_>, member: MemberId) -> Result<Vec<Known>, LedgerError> {
    let params = params! { ":member": member.to_string() };
    let rows = tx.all(include_str!("said_of.sql"), params, |row| {
        Ok((
            row.get::<String>(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get::<String>(4)?,
        ))
    })?;
    rows.into_iter()
        .map(|(entity, kind, entry, likeness, said)| {
            let entity = entity.parse().or(Err(LedgerError::Malformed))?;
            Ok(Known {
                entity,
                kind,
                entry,
                likeness,
                said: serde_json::from_str(&said)?,
            })
        })
        .collect()
}

/// Takes the entity this fact is about out of the list: by its id in the export, or else by its likeness.
fn take_known(known: &mut Vec<Known>, fact: &Fact) -> Option<Known> {
    let is_it = |by: &dyn Fn(&Known) -> bool| {
        known
            .iter()
            .position(|one| one.kind == fact.kind && by(one))
    };
    let by_entry = is_it(&|one| one.entry == fact.entry);
    let at = by_entry.or_else(|| is_it(&|one| one.likeness == fact.likeness))?;
    Some(known.swap_remove(at))
}

/// Writes in the name of the import.
struct Scribe<'a> {
    pen: Pen<'a>,
    member: MemberId,
}

impl Scribe<'_> {
    fn write_new(
        &self,
        tx: &mut Tx<'_>,
        id: Option<EntityId>,
        fact: &Fact,
    ) -> Result<(), LedgerError> {
        let entity = id.unwrap_or_else(|| EntityId(self.pen.mint()));
        let writes = fields(fact).map(|(field, value)| (field.clone(), first(value.clone())));
        let said = BTreeMap::new();
        self.write(tx, (entity, said), fact, writes.collect())
    }

    /// Writes what the hospital now says differently; false if it says the same.
    fn write_changed(
        &self,
        tx: &mut Tx<'_>,
        before: Known,
        fact: &Fact,
    ) -> Result<bool, LedgerError> {
        let gone = before
            .said
            .keys()
            .filter(|field| fact.data.get(*field).is_none())
            .map(|field| (field, &Value::Null));
        let differs = |field: &String, value: &Value| {
            before
                .said
                .get(field)
                .map_or(&Value::Null, |said| &said.value)
                != value
        };
        let mut writes: BTreeMap<String, Write> = BTreeMap::new();
        for (field, value) in fields(fact)
            .chain(gone)
            .filter(|(field, value)| differs(field, value))
        {
            let said = before.said.get(field);
            let parents = said.iter().map(|said| said.op).collect();
            let saw = said.map(|said| said.value.clone()).unwrap_or_default();
            writes.insert(
                field.clone(),
                Write {
                    value: value.clone(),
                    parents,
                    saw,
                },
            );
        }
        if writes.keys().all(|field| field == SOURCE) {
            return Ok(false);
        }
        self.write(tx, (before.entity, before.said), fact, writes)?;
        Ok(true)
    }

    fn write(
        &self,
        tx: &mut Tx<'_>,
        (entity, mut said): (EntityId, BTreeMap<String, Said>),
        fact: &Fact,
        writes: BTreeMap<String, Write>,
    ) -> Result<(), LedgerError> {
        let values: Vec<(String, Value)> = writes
            .iter()
            .map(|(field, write)| (field.clone(), write.value.clone()))
            .collect();
        let op = self.pen.write(
            tx,
            StreamId::Member(self.member),
            (fact.kind, entity),
            writes,
        )?;
        for (field, value) in values {
            said.insert(field, Said { value, op });
        }
        let params = params! {
            ":entity": entity.to_string(),
            ":member": self.member.to_string(),
            ":kind": fact.kind,
            ":entry": fact.entry,
            ":likeness": fact.likeness,
            ":said": serde_json::to_string(&said)?,
        };
        tx.run(include_str!("put_said.sql"), params)?;
        Ok(())
    }
}

fn fields(fact: &Fact) -> impl Iterator<Item = (&String, &Value)> {
    fact.data.as_object().into_iter().flat_map(Map::iter)
}
