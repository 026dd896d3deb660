//! What went wrong with PostgreSQL, without its own words: they may quote the row.

use postgres::error::SqlState;

use crate::ledger::LedgerError;

/// What PostgreSQL's refusal means for a transaction.
pub(super) fn fault(error: &postgres::Error) -> LedgerError {
    let Some(state) = error.code() else {
        // Nothing it has said: the connection is gone, or was never there.
        return LedgerError::Unreachable;
    };
    if [
        // Somebody else was in the way: what was read does not hold any more.
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        SqlState::LOCK_NOT_AVAILABLE,
        SqlState::UNIQUE_VIOLATION,
    ]
    .contains(state)
    {
        return LedgerError::Overtaken;
    }
    let class = state.code().get(..2).unwrap_or_default();
    match class {
        // The connection; too little of something; somebody stops it, or it is starting.
        "08" | "53" | "57" | "58" => LedgerError::Unreachable,
        // Who we are, or which database.
        "28" | "3D" => LedgerError::NotLetIn {
            state: state.code().to_owned(),
        },
        _ => LedgerError::Postgres {
            state: state.code().to_owned(),
        },
    }
}
