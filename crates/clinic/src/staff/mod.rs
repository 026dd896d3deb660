//! The clinic's staff: who they are, and who may be meant by a name.

use ambient::Ambient;
use care::{Role, Staff, StaffId};
use sync::StreamId;

use crate::ledger::{LedgerError, Pen, Tx, params};

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
    let pen = Pen::new(tx, ambient, "administration")?;
    let id = StaffId(pen.mint());
    pen.create(tx, StreamId::Clinic, id.into(), staff)?;
    if staff.role == Role::Supervisor {
        let params = params! { ":staff": id.to_string(), ":at": tx.now() };
        tx.run(include_str!("grant_all.sql"), params)?;
    }
    Ok(id)
}
