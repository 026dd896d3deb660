//! The ledger's layout on PostgreSQL, version by version. Everything of it is in a schema of its own.
//!
//! A shipped migration never changes; `migrations/postgres/LOCK` holds their hashes. Several servers may start at once:
//! one of them brings the layout up to date, the others wait for it.

use care::ClinicId;
use uuid::Uuid;

use super::session::Session;
use crate::ledger::LedgerError;
use crate::ledger::db::params;

pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("../../../../../migrations/postgres/0001_foundation.sql"),
    include_str!("../../../../../migrations/postgres/0002_files.sql"),
    include_str!("../../../../../migrations/postgres/0003_compaction.sql"),
    include_str!("../../../../../migrations/postgres/0004_one_person.sql"),
    include_str!("../../../../../migrations/postgres/0005_recovery.sql"),
    include_str!("../../../../../migrations/postgres/0006_custody.sql"),
    include_str!("../../../../../migrations/postgres/0007_audit.sql"),
    include_str!("../../../../../migrations/postgres/0008_incidents.sql"),
    include_str!("../../../../../migrations/postgres/0009_open_glass.sql"),
    include_str!("../../../../../migrations/postgres/0010_masks.sql"),
];

/// Held while the layout is brought up to date; any number that nobody else uses.
const LOCK: &str = "select pg_advisory_xact_lock(7325193640)";
const SCHEMA: &str = "create schema if not exists satchel;
    create table if not exists satchel.layout (version bigint primary key)";
const VERSION: &str = "select coalesce(max(version), 0) from layout";
const IS_THERE: &str =
    "select exists (select 1 from pg_tables where schemaname = 'satchel' and tablename = 'layout')";

/// The layout is every clinic's.
const NOBODYS: ClinicId = ClinicId(Uuid::nil());

/// Brings the layout up to the version this build writes: within the transaction that has begun.
pub(super) fn migrate(session: &mut Session) -> Result<(), LedgerError> {
    // Who may not make a schema may still serve: then somebody else has made it.
    if !is_there(session)? {
        session.batch(LOCK)?;
        session.batch(SCHEMA)?;
    }
    let known = MIGRATIONS.len();
    if version(session)? < known {
        session.batch(LOCK)?;
    }
    // Asked again: another server may have done it while this one waited.
    let found = version(session)?;
    if known < found {
        return Err(LedgerError::FromTheFuture { found, known });
    }
    let after = found.saturating_add(1);
    for (version, step) in (after..).zip(MIGRATIONS.iter().skip(found)) {
        session.batch(step)?;
        let version = i64::try_from(version).unwrap_or(i64::MAX);
        let sql = "insert into layout (version) values (:version)";
        session.run(NOBODYS, sql, params! { ":version": version })?;
    }
    Ok(())
}

fn number(session: &mut Session, sql: &str) -> Result<i64, LedgerError> {
    let mut found = 0;
    session.each(NOBODYS, sql, &[], &mut |row| {
        found = row.get(0)?;
        Ok(std::ops::ControlFlow::Continue(()))
    })?;
    Ok(found)
}

fn is_there(session: &mut Session) -> Result<bool, LedgerError> {
    Ok(number(session, IS_THERE)? == 1)
}

fn version(session: &mut Session) -> Result<usize, LedgerError> {
    Ok(usize::try_from(number(session, VERSION)?).unwrap_or(usize::MAX))
}
