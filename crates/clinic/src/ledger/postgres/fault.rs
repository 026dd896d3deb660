//! What went wrong with PostgreSQL, without its own words: they may quote the row.

use postgres::error::SqlState;

use crate::ledger::LedgerError;

/// What a transaction has met that it cannot go on after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Somebody else was in the way; the same again may do.
    Overtaken,
    /// The connection is gone.
    Gone,
    /// PostgreSQL refused a statement, and will never do otherwise.
    Refused,
}

/// What PostgreSQL's refusal means for a transaction.
pub(super) fn trouble(error: &postgres::Error) -> Trouble {
    let Some(state) = error.code() else {
        // Nothing it has said: the connection is gone, or was never there.
        return Trouble::Gone;
    };
    // Somebody else was in the way: what was read does not hold any more.
    let overtaken = [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::UNIQUE_VIOLATION,
    ];
    match class(state) {
        _ if overtaken.contains(state) => Trouble::Overtaken,
        // The connection; too little of something; somebody stops it, or it is starting.
        "08" | "53" | "57" | "58" => Trouble::Gone,
        _ => Trouble::Refused,
    }
}

/// What is said of it.
pub(super) fn fault(error: &postgres::Error) -> LedgerError {
    let said = error
        .code()
        .map(|state| (class(state), state.code().to_owned()));
    match (trouble(error), said) {
        (Trouble::Overtaken, _) => LedgerError::Overtaken,
        // Who we are, or which database.
        (Trouble::Refused, Some(("28" | "3D", state))) => LedgerError::NotLetIn { state },
        (Trouble::Refused, Some((_, state))) => LedgerError::Postgres { state },
        (Trouble::Gone, _) | (Trouble::Refused, None) => LedgerError::Unreachable,
    }
}

fn class(state: &SqlState) -> &str {
    state.code().get(..2).unwrap_or_default()
}
