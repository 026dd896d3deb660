//! What devices left behind: the receipts they owe for members they may hold no longer, and drafts they handed over.

use care::{DeviceId, MemberId, StaffId};
use sync::StreamId;

use crate::ledger::{LedgerError, Row, Tx};

/// A device that holds a member it may hold no longer, as far as anybody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedReceipt {
    /// The device.
    pub device: DeviceId,
    /// Whose it is.
    pub staff: StaffId,
    /// The member.
    pub member: MemberId,
    /// Since when it holds her, milliseconds since 1970 UTC.
    pub since: i64,
}

/// Something that was being written when its laptop gave it up: its member was given to somebody else, or it was wanted back.
#[derive(Clone, PartialEq, Eq)]
pub struct HandedOver {
    /// Who wrote it.
    pub staff: StaffId,
    /// The member; none where it was about nobody.
    pub member: Option<MemberId>,
    /// What it would have become.
    pub about: String,
    /// When it was last kept, by the device's clock, milliseconds since 1970 UTC.
    pub kept_at: i64,
    /// The text and ticks so far.
    pub body: String,
}

impl std::fmt::Debug for HandedOver {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HandedOver(…)")
    }
}

/// The receipts that are owed.
pub(crate) fn owed(tx: &Tx<'_>) -> Result<Vec<OwedReceipt>, LedgerError> {
    let row = |row: &Row<'_>| {
        Ok((
            row.get::<String>(0)?,
            row.get::<String>(1)?,
            row.get::<String>(2)?,
            row.get(3)?,
        ))
    };
    let rows = tx.all(include_str!("owing.sql"), &[], row)?;
    rows.into_iter()
        .map(|(device, staff, stream, since)| {
            Ok(OwedReceipt {
                device: device.parse().or(Err(LedgerError::Malformed))?,
                staff: staff.parse().or(Err(LedgerError::Malformed))?,
                member: member(&stream)?,
                since,
            })
        })
        .collect()
}

/// The drafts that were handed over, oldest first.
pub(crate) fn drafts(tx: &Tx<'_>) -> Result<Vec<HandedOver>, LedgerError> {
    let row = |row: &Row<'_>| {
        Ok((
            row.get::<String>(0)?,
            row.get::<String>(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
        ))
    };
    let rows = tx.all(include_str!("left_drafts.sql"), &[], row)?;
    rows.into_iter()
        .map(|(staff, stream, about, kept_at, body)| {
            Ok(HandedOver {
                staff: staff.parse().or(Err(LedgerError::Malformed))?,
                member: stream
                    .parse::<StreamId>()
                    .or(Err(LedgerError::Malformed))?
                    .member(),
                about,
                kept_at,
                body,
            })
        })
        .collect()
}

fn member(stream: &str) -> Result<MemberId, LedgerError> {
    stream
        .parse::<StreamId>()
        .ok()
        .and_then(|stream| stream.member())
        .ok_or(LedgerError::Malformed)
}
