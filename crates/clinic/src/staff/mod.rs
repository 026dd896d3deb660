//! The clinic's staff: who they are, and who may be meant by a name.

use std::collections::BTreeMap;

use ambient::Ambient;
use care::{Entity as _, Episode, Role, Staff, StaffId};
use serde_json::Value;
use sync::clinic::entitle;
use sync::{Ledger as _, StreamId, Write};

use crate::ledger::{LedgerError, Pen, Tx, params};

/// The name by which the administration's operations stand in the history.
const SYSTEM: &str = "administration";

/// Why nobody was found.
#[derive(Debug, thiserror::Error)]
pub enum FindStaffError {
    /// Nobody has this id or name.
    #[error("nobody of the staff has this name or id")]
    Nobody,
    /// Several people have this name.
    #[error("several of the staff have this name; give the id")]
    Several,
    /// The ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// Everybody of the staff.
pub(crate) fn all(tx: &Tx<'_>) -> Result<Vec<(StaffId, Staff)>, LedgerError> {
    let rows = tx.all(include_str!("all.sql"), &[], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?))
    })?;
    rows.into_iter()
        .map(|(id, data)| {
            Ok((
                id.parse().or(Err(LedgerError::Malformed))?,
                serde_json::from_str(&data)?,
            ))
        })
        .collect()
}

/// Who is meant by an id, a whole name or a part of one.
pub(crate) fn find(tx: &Tx<'_>, name_or_id: &str) -> Result<(StaffId, Staff), FindStaffError> {
    let wanted = name_or_id.trim().to_lowercase();
    let everybody = all(tx)?;
    let by = |is_meant: &dyn Fn(&(StaffId, Staff)) -> bool| {
        everybody
            .iter()
            .filter(|one| is_meant(one))
            .cloned()
            .collect::<Vec<_>>()
    };
    let name = |one: &(StaffId, Staff)| one.1.names.whole().to_lowercase();
    let mut found = by(&|one| one.0.to_string() == wanted || name(one) == wanted);
    if found.is_empty() && !wanted.is_empty() {
        found = by(&|one| name(one).contains(&wanted));
    }
    match (found.pop(), found.is_empty()) {
        (None, _) => Err(FindStaffError::Nobody),
        (Some(one), true) => Ok(one),
        (Some(_), false) => Err(FindStaffError::Several),
    }
}

/// Writes somebody new into the directory. A supervisor may have every stream that anybody has.
pub(crate) fn add(
    tx: &mut Tx<'_>,
    staff: &Staff,
    ambient: &Ambient,
) -> Result<StaffId, LedgerError> {
    tx.lock_streams(&[StreamId::Clinic])?;
    let pen = Pen::new(tx, ambient, SYSTEM)?;
    let id = StaffId(pen.mint());
    pen.create(tx, StreamId::Clinic, id.into(), staff)?;
    if staff.role == Role::Supervisor {
        let params = params! { ":staff": id.to_string(), ":at": tx.now() };
        tx.run(include_str!("grant_all.sql"), params)?;
    }
    Ok(id)
}

/// Gives somebody another role. Whoever becomes a supervisor may have every stream; whoever is one no longer keeps those of
/// the members she leads or is in the team of, and what nobody else may have.
pub(crate) fn give_role(
    tx: &mut Tx<'_>,
    id: StaffId,
    role: Role,
    ambient: &Ambient,
) -> Result<(), LedgerError> {
    tx.lock_streams(&[StreamId::Clinic])?;
    let (Some(state), Some(before)) = (tx.entity(id.into())?, tx.thing::<Staff>(id.into())?) else {
        return Err(LedgerError::Malformed);
    };
    if before.role == role {
        return Ok(());
    }
    let heads = state.fields.get("role").into_iter().flatten();
    let says = Write {
        value: serde_json::to_value(role)?,
        parents: heads.map(|head| head.op).collect(),
        saw: serde_json::to_value(before.role)?,
    };
    let pen = Pen::new(tx, ambient, SYSTEM)?;
    let fields = BTreeMap::from([("role".to_owned(), says)]);
    pen.write(tx, StreamId::Clinic, (Staff::KIND, id.into()), fields)?;
    match (before.role, role) {
        (Role::Supervisor, _) => supervises_no_more(tx, id),
        (_, Role::Supervisor) => supervises(tx, id),
        _ => Ok(()),
    }
}

/// Every stream that anybody is entitled to.
fn begun(tx: &Tx<'_>) -> Result<Vec<StreamId>, LedgerError> {
    let streams = tx.all(include_str!("begun.sql"), &[], |row| row.get::<String>(0))?;
    let read = |stream: String| stream.parse().or(Err(LedgerError::Malformed));
    let streams: Vec<StreamId> = streams
        .into_iter()
        .map(read)
        .collect::<Result<_, LedgerError>>()?;
    tx.lock_streams(&streams)?;
    Ok(streams)
}

fn supervises(tx: &mut Tx<'_>, id: StaffId) -> Result<(), LedgerError> {
    for stream in begun(tx)? {
        let mut staff = tx.entitled(&stream)?;
        if !staff.contains(&id) {
            staff.push(id);
            entitle(tx, &stream, &staff)?;
        }
    }
    Ok(())
}

fn supervises_no_more(tx: &mut Tx<'_>, id: StaffId) -> Result<(), LedgerError> {
    for stream in begun(tx)? {
        let mut works_with_her = false;
        for state in tx.of_kind(&stream, Episode::KIND)? {
            let episode = serde_json::from_value::<Episode>(Value::Object(state.shown()));
            works_with_her |= episode.is_ok_and(|episode| episode.everybody().contains(&id));
        }
        let mut staff = tx.entitled(&stream)?;
        staff.retain(|one| *one != id || works_with_her);
        if !staff.is_empty() {
            entitle(tx, &stream, &staff)?;
        }
    }
    Ok(())
}
