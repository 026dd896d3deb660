//! What must be true of the files after any death.
//!
//! Read by the stores' own code from a copy of the files, so that what the next start has to put in order is left for it.

use std::collections::BTreeSet;
use std::fs;

use ambient::Ambient;
use care::{EntityId, OpId};
use clinic::{LedgerError, LedgerStore, LedgerTx, TallyKey};
use data_encoding::HEXLOWER;
use serde_json::Value;
use sync::Ledger as _;
use sync::wire::OpResult;
use vault::{Page, Reader, StoreError, Vault, drafts, entities, outbox, receipts};

use crate::acts::{DRAFT, number};
use crate::book::Book;
use crate::database::Database;
use crate::pair;
use crate::store::{Depth, copied, integrity, torn_feed};
use crate::template::Folders;

/// What is wrong, in a sentence.
pub(crate) type Wrong = String;

/// As many as one page of the vault's lists may have.
const PAGE: u32 = vault::PAGE_RECORDS_MAX;

/// What the laptop holds, as its store says.
#[derive(Debug, Default)]
pub(crate) struct Held {
    /// Things the clinic has not got.
    pub(crate) waiting: BTreeSet<String>,
    /// The clinic's answers: operation, thing, answer.
    pub(crate) answered: Vec<(String, String, OpResult)>,
}

/// Looks at the laptop's store. Nobody may have it open.
pub(crate) fn laptop(
    folders: &Folders,
    key: &[u8],
    book: &Book,
    depth: Depth,
) -> Result<Held, Wrong> {
    let copy = copied(&folders.store(), &["store.db", "store.db-wal"]);
    let vault = Vault::drill(copy.path(), key)
        .map_err(|error| format!("the laptop's store does not open: {error:?}"))?;
    let held = vault
        .read::<_, StoreError>(held)
        .map_err(|error| format!("the laptop's store is not read: {error:?}"))?;
    let shown = vault
        .read::<_, StoreError>(|reader| shown(reader, book))
        .map_err(|error| format!("the laptop's store is not read: {error:?}"))?;
    vault.close();
    integrity(&copy.path().join("store.db"), &HEXLOWER.encode(key), depth)?;
    let received: BTreeSet<&String> = held.answered.iter().map(|(_, thing, _)| thing).collect();
    for thing in &book.saved {
        if !held.waiting.contains(thing) && !received.contains(thing) {
            return Err(format!(
                "{thing} was saved, and neither waits nor was received"
            ));
        }
    }
    let (answer, draft, other) = shown;
    if let Some(wrong) = other {
        return Err(wrong);
    }
    if answer < book.answer.as_ref().map_or(0, |(_, number)| *number) {
        return Err(format!(
            "answer {answer} is shown after {:?} was saved",
            book.answer
        ));
    }
    if draft < book.draft {
        return Err(format!(
            "draft {draft} is there after {} was kept",
            book.draft
        ));
    }
    Ok(held)
}

fn held(reader: &Reader<'_>) -> Result<Held, StoreError> {
    let mut held = Held { ..Held::default() };
    for offset in (0..).step_by(usize::try_from(PAGE).unwrap_or(1)) {
        let page = Page::new(offset, PAGE).unwrap_or(Page::FIRST);
        let (waiting, answered) = (outbox::page(reader, page)?, receipts::page(reader, page)?);
        if waiting.is_empty() && answered.is_empty() {
            break;
        }
        held.waiting
            .extend(waiting.into_iter().map(|row| row.op.entity));
        held.answered.extend(answered.into_iter().map(|row| {
            let result = serde_json::from_str(&row.result).unwrap();
            (row.op_id, row.entity, result)
        }));
    }
    Ok(held)
}

/// The last answer to the goal and the last draft, as they would be on the screen; and what is wrong with the rest.
fn shown(reader: &Reader<'_>, book: &Book) -> Result<(u64, u64, Option<Wrong>), StoreError> {
    let goal = match &book.answer {
        Some((goal, _)) => entities::get(reader, goal)?,
        None => None,
    };
    let answer = goal.map_or(0, |goal| {
        let data: Value = serde_json::from_str(&goal.data).unwrap();
        number(data["barrier"].as_str().unwrap_or_default())
    });
    let draft = drafts::get(reader, DRAFT)?.map_or(0, |draft| number(&draft.body));
    let wrong = match &book.pair {
        Some(pair) => pair::on_the_laptop(reader, pair)?,
        None => None,
    };
    let wrong = match wrong {
        Some(wrong) => Some(wrong),
        None => is_mended(reader, book)?,
    };
    Ok((answer, draft, wrong))
}

/// Whether what was lost behind the laptop's back is there again, once it has compared itself with the clinic. In a new
/// life of the ledger it may be on its way once more.
fn is_mended(reader: &Reader<'_>, book: &Book) -> Result<Option<Wrong>, StoreError> {
    let Some((entity, heads)) = book
        .lost
        .as_ref()
        .filter(|_| book.is_mended && !book.restored)
    else {
        return Ok(None);
    };
    let is_there = entities::get(reader, entity)?.is_some_and(|held| held.heads == *heads);
    Ok((!is_there).then(|| {
        format!("{entity} was lost on the laptop, and a comparison with the clinic did not bring it back")
    }))
}

/// Looks at the clinic's ledger in its file. Nobody may have it open.
pub(crate) fn ledger(
    folders: &Folders,
    book: &Book,
    told: &[(String, String, OpResult)],
    depth: Depth,
) -> Result<(), Wrong> {
    let copy = copied(
        &folders.clinic(),
        &["ledger.db", "ledger.db-wal", "ledger.key"],
    );
    let store = LedgerStore::open(copy.path(), TallyKey::new([0; 32]), &Ambient::system())
        .map_err(|error| format!("the ledger does not open: {error:?}"))?;
    keeps_its_word(store, book, told)?;
    let key = fs::read_to_string(copy.path().join("ledger.key")).unwrap();
    let ledger = copy.path().join("ledger.db");
    integrity(&ledger, key.trim(), depth)?;
    match torn_feed(&ledger, key.trim()) {
        Some(stream) => Err(format!("the feed of {stream} is neither long nor short")),
        None => Ok(()),
    }
}

/// Looks at the clinic's ledger in PostgreSQL, which lets everybody see what has been committed.
pub(crate) fn database(
    database: &Database,
    folders: &Folders,
    book: &Book,
    told: &[(String, String, OpResult)],
    depth: Depth,
) -> Result<(), Wrong> {
    let store = database
        .ledger(folders)
        .map_err(|error| format!("the ledger does not open: {error:?}"))?;
    keeps_its_word(store, book, told)?;
    database.is_whole(depth)
}

/// Whether everything is there that was said to be.
fn keeps_its_word(
    store: LedgerStore,
    book: &Book,
    told: &[(String, String, OpResult)],
) -> Result<(), Wrong> {
    let sentence = |error: LedgerError| format!("the ledger is not read: {error:?}");
    let missing = store
        .transact::<_, LedgerError>(0, |tx| missing(tx, book, told))
        .map_err(sentence)?;
    let torn = store
        .transact::<_, LedgerError>(0, |tx| match &book.pair {
            Some(pair) => pair::at_the_clinic(tx, pair, pair.at_clinic.filter(|_| !book.restored)),
            None => Ok(None),
        })
        .map_err(sentence)?;
    drop(store);
    if let Some(torn) = torn {
        return Err(torn);
    }
    // A ledger that was put back need not have everything before the laptop has offered it again.
    match missing {
        Some(missing) if !book.restored => Err(missing),
        Some(_) | None => Ok(()),
    }
}

/// What the laptop was told the clinic has and the ledger has not.
fn missing(
    tx: &LedgerTx<'_>,
    book: &Book,
    told: &[(String, String, OpResult)],
) -> Result<Option<Wrong>, LedgerError> {
    for (op, thing, result) in told {
        let id: OpId = op.parse().unwrap();
        let Some(answer) = tx.answer_to(id)? else {
            return Ok(Some(format!(
                "{op} about {thing} was answered {result:?}, and the ledger has it not"
            )));
        };
        let is_same = std::mem::discriminant(&answer.result) == std::mem::discriminant(result);
        if !is_same {
            let other = answer.result;
            return Ok(Some(format!(
                "{op} was answered {result:?}, and the ledger says {other:?}"
            )));
        }
    }
    if let Some((goal, _)) = &book.answer {
        let entity: EntityId = goal.parse().unwrap();
        let barrier = tx.entity(entity)?.map(|state| state.shown());
        let there = barrier.map_or(0, |fields| {
            number(
                fields
                    .get("barrier")
                    .and_then(Value::as_str)
                    .unwrap_or_default(),
            )
        });
        if there < book.answer_at_clinic {
            let said = book.answer_at_clinic;
            return Ok(Some(format!(
                "answer {there} is in the ledger after {said} was said to be"
            )));
        }
    }
    Ok(None)
}

/// What must be true when everything has been exchanged and nothing waits any more.
pub(crate) fn at_the_end(book: &Book, held: &Held) -> Result<(), Wrong> {
    if let Some(thing) = held.waiting.first() {
        return Err(format!(
            "{thing} still waits after everything was exchanged"
        ));
    }
    if let Some(thing) = book.saved.difference(&book.at_clinic).next() {
        return Err(format!(
            "{thing} was saved, and nobody said that the clinic has it"
        ));
    }
    let parked = |result: &OpResult| matches!(result, OpResult::Parked { .. });
    match held.answered.iter().find(|(.., result)| parked(result)) {
        Some((op, thing, result)) => Err(format!("{op} about {thing} was set aside: {result:?}")),
        None => Ok(()),
    }
}
