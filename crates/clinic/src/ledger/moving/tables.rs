//! What a ledger consists of: every table with its columns, the same in both engines.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use sha2::{Digest as _, Sha256};

use crate::ledger::db::{Bound, Cell, Db, Row, Value};
use crate::ledger::postgres::without_nul;
use crate::ledger::{LedgerError, Tx};

/// The tables and their columns, but for the clinic's, which is the first of each.
pub(super) const TABLES: [(&str, &[&str]); 38] = [
    ("clinic", &["name", "epoch", "device", "era"]),
    ("streams", &["id", "head", "floor"]),
    (
        "entities",
        &["id", "stream", "kind", "data", "heads", "conflicts"],
    ),
    (
        "records",
        &[
            "id",
            "stream",
            "kind",
            "about",
            "author",
            "device",
            "body",
            "hash",
            "signature",
            "prev",
            "received_at",
        ],
    ),
    ("changes", &["stream", "seq", "op", "item"]),
    (
        "operations",
        &[
            "id",
            "device",
            "inc",
            "dseq",
            "in_chain",
            "stream",
            "body",
            "hash",
            "answer",
            "parked",
            "received_at",
        ],
    ),
    (
        "grants",
        &["stream", "staff", "from_at", "to_at", "from_ver", "to_ver"],
    ),
    ("entitled", &["stream", "staff"]),
    ("known_by", &["mark", "member"]),
    ("grant_versions", &["staff", "ver"]),
    (
        "devices",
        &[
            "id",
            "staff",
            "computer",
            "public_key",
            "state",
            "enrolled_at",
            "seen_at",
            "inc",
            "mark",
        ],
    ),
    ("told", &["device", "gver", "inc", "dseq"]),
    ("holdings", &["device", "stream", "since"]),
    (
        "purges",
        &["device", "stream", "gver", "at", "entities", "records"],
    ),
    ("releases", &["op", "at"]),
    (
        "left_drafts",
        &[
            "staff",
            "device",
            "stream",
            "about",
            "kept_at",
            "body",
            "received_at",
        ],
    ),
    ("pending", &["device", "stream", "came_to"]),
    (
        "enrol_codes",
        &[
            "finder",
            "hash",
            "staff",
            "computer",
            "made_at",
            "expires_at",
            "wrong_tries",
            "device",
        ],
    ),
    ("identifiers", &["system", "value", "member"]),
    ("imported_files", &["hash", "member", "imported_at"]),
    (
        "imported",
        &["entity", "member", "kind", "entry", "likeness", "said"],
    ),
    ("lives", &["epoch", "ended_at"]),
    ("backups", &["no", "begun_at", "done_at", "given_up_at"]),
    ("files", &["file", "bytes", "pieces", "whole"]),
    ("file_streams", &["file", "stream"]),
    ("pieces", &["file", "n", "sealed"]),
    (
        "custody",
        &[
            "device",
            "standing",
            "standing_at",
            "lease_seq",
            "lease_until",
            "heartbeat",
            "report",
        ],
    ),
    (
        "device_orders",
        &[
            "id",
            "device",
            "what",
            "issued_at",
            "issued_by",
            "delivered_at",
            "withdrawn_at",
            "done_at",
            "unsent",
            "receipt",
        ],
    ),
    ("device_policy", &["lease_days"]),
    ("recovery_keys", &["public", "made_at"]),
    (
        "escrows",
        &[
            "device",
            "profile",
            "recovery",
            "sealed",
            "heartbeat",
            "kept_at",
        ],
    ),
    (
        "recovery_codes",
        &[
            "finder",
            "hash",
            "device",
            "made_by",
            "made_at",
            "expires_at",
            "wrong_tries",
            "request",
        ],
    ),
    (
        "recoveries",
        &[
            "id",
            "device",
            "public",
            "coded",
            "asked_at",
            "expires_at",
            "approved_at",
            "approved_by",
            "answer",
            "done_at",
        ],
    ),
    (
        "audit",
        &[
            "chain",
            "run",
            "seq",
            "at",
            "received_at",
            "actor",
            "action",
            "member",
            "body",
            "hash",
        ],
    ),
    ("audit_heads", &["size", "hash", "code"]),
    ("incident_entries", &["incident", "seq", "at", "body"]),
    ("pin_policy", &["forbidden", "said_at"]),
    ("masks", &["device", "mask", "since", "settled"]),
];

/// So many rows are put in at once.
const ROWS_AT_ONCE: usize = 500;
/// Or as soon as they hold so many bytes that are no text: a picture's pieces are large.
const BYTES_AT_ONCE: usize = 8 * 1024 * 1024;

/// A value on its way from one engine to the other.
enum Carried {
    Null,
    Number(i64),
    Text(String),
    Bytes(Vec<u8>),
}

impl Carried {
    fn of(cell: Cell<'_>, is_bytes: bool) -> Result<Self, LedgerError> {
        Ok(match cell {
            Cell::Null => Self::Null,
            Cell::Number(number) => Self::Number(number),
            Cell::Text(text) => Self::Text(text.into_owned()),
            Cell::Bytes(bytes) if is_bytes => Self::Bytes(bytes.to_vec()),
            // What was signed or hashed: bytes in PostgreSQL, a text in SQLite.
            Cell::Bytes(bytes) => {
                Self::Text(String::from_utf8(bytes.to_vec()).or(Err(LedgerError::Malformed))?)
            }
        })
    }

    /// How long it is, if it is no text.
    fn bytes(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Null | Self::Number(_) | Self::Text(_) => 0,
        }
    }

    fn value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Number(number) => Value::Number(*number),
            Self::Text(text) => Value::Text(text),
            Self::Bytes(bytes) => Value::Bytes(bytes),
        }
    }
}

/// The columns that hold bytes in both.
fn is_bytes(table: &str, column: &str) -> bool {
    [
        ("enrol_codes", "hash"),
        ("pieces", "sealed"),
        ("recovery_codes", "hash"),
    ]
    .contains(&(table, column))
}

/// Rows of one table. Its names are those above and nobody's input.
fn rows_of(table: &str, columns: &[&str]) -> String {
    let columns = columns.join(", ");
    format!("select {columns} from {table} where clinic_id = :clinic")
}

/// Puts everything one ledger holds into another, which is empty; gives how many rows.
pub(super) fn copy(from: &Tx<'_>, to: &Tx<'_>) -> Result<usize, LedgerError> {
    let mut copied = 0_usize;
    for (table, columns) in TABLES {
        let (mut rows, mut bytes) = (Vec::new(), 0_usize);
        from.each(&rows_of(table, columns), &[], |row| {
            let row = carried(table, columns, row)?;
            bytes = row
                .iter()
                .map(Carried::bytes)
                .fold(bytes, usize::saturating_add);
            rows.push(row);
            if ROWS_AT_ONCE <= rows.len() || BYTES_AT_ONCE <= bytes {
                bytes = 0;
                copied = copied.saturating_add(rows.len());
                put(to, table, columns, &std::mem::take(&mut rows))?;
            }
            Ok(())
        })?;
        copied = copied.saturating_add(rows.len());
        put(to, table, columns, &rows)?;
    }
    Ok(copied)
}

fn carried(table: &str, columns: &[&str], row: &Row<'_>) -> Result<Vec<Carried>, LedgerError> {
    let each = columns.iter().enumerate();
    each.map(|(at, column)| Carried::of(row.cell(at)?, is_bytes(table, column)))
        .collect()
}

fn put(
    to: &Tx<'_>,
    table: &str,
    columns: &[&str],
    rows: &[Vec<Carried>],
) -> Result<(), LedgerError> {
    let listed = format!("clinic_id, {}", columns.join(", "));
    match to.db() {
        Db::Sqlite(_) => {
            let names: Vec<String> = columns.iter().map(|name| format!(":{name}")).collect();
            let sql = format!(
                "insert into {table} ({listed}) values (:clinic, {})",
                names.join(", ")
            );
            for row in rows {
                let values: Vec<Value<'_>> = row.iter().map(Carried::value).collect();
                let bound = names.iter().zip(&values);
                let params: Vec<Bound<'_>> =
                    bound.map(|(name, value)| Bound { name, value }).collect();
                to.run(&sql, &params)?;
            }
            Ok(())
        }
        Db::Postgres(_) if rows.is_empty() => Ok(()),
        Db::Postgres(session) => {
            let clinic = to.clinic();
            let id = Value::Bytes(clinic.0.as_bytes());
            let rows: Vec<Vec<Value<'_>>> = rows
                .iter()
                .map(|row| {
                    std::iter::once(id)
                        .chain(row.iter().map(Carried::value))
                        .collect()
                })
                .collect();
            session.borrow_mut().take_in(table, &listed, &rows)
        }
    }
}

/// How many rows, and what they come to, whatever their order.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Digest {
    rows: usize,
    sum: [u8; 32],
}

/// What a ledger holds, by table and stream. Two that hold the same have the same.
pub(super) fn digests(
    tx: &Tx<'_>,
) -> Result<BTreeMap<(&'static str, String), Digest>, LedgerError> {
    let mut all = BTreeMap::<_, Digest>::new();
    for (table, columns) in TABLES {
        // A stream's own row counts as of the stream.
        let of = if table == "streams" { "id" } else { "stream" };
        let stream = columns.iter().position(|column| *column == of);
        tx.each(&rows_of(table, columns), &[], |row| {
            let name = stream
                .map(|at| row.get(at))
                .transpose()?
                .unwrap_or_default();
            let digest = all.entry((table, name)).or_default();
            let hash = hash(columns, row)?;
            digest.rows = digest.rows.saturating_add(1);
            for (sum, byte) in digest.sum.iter_mut().zip(hash) {
                *sum ^= byte;
            }
            Ok(())
        })?;
    }
    Ok(all)
}

/// The hash of a row, the same whichever engine keeps it.
fn hash(columns: &[&str], row: &Row<'_>) -> Result<[u8; 32], LedgerError> {
    let mut hash = Sha256::new();
    for (at, column) in columns.iter().enumerate() {
        match row.cell(at)? {
            Cell::Null => hash.update(b"-"),
            Cell::Number(number) => hash.update(format!("#{number}")),
            Cell::Text(text) if *column == "data" => {
                // The one column in which PostgreSQL keeps the meaning and not the text.
                let value: Json = serde_json::from_str(&without_nul(&text))?;
                let text = sync::canonical(&value).or(Err(LedgerError::Malformed))?;
                hash.update(format!("={}:{text}", text.len()));
            }
            Cell::Text(text) => hash.update(format!("={}:{text}", text.len())),
            Cell::Bytes(bytes) => {
                hash.update(format!("={}:", bytes.len()));
                hash.update(bytes);
            }
        }
    }
    Ok(hash.finalize().into())
}

/// Whether a ledger holds nothing at all of its clinic.
pub(super) fn is_empty(tx: &Tx<'_>) -> Result<bool, LedgerError> {
    for (table, _) in TABLES {
        let sql = format!("select 1 from {table} where clinic_id = :clinic limit 1");
        if tx.one(&sql, &[], |_| Ok(()))?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}
