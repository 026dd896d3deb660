//! What a supervisor says of a device: lost, found, to be given back, to be erased.

use ambient::Ambient;
use care::{Act, DeviceId, Staff, StaffId, may};
use sync::custody::{Declaration, DeviceStanding, OrderKind};

use super::{kept, order_to, stand};
use crate::devices;
use crate::ledger::{LedgerError, Tx, params};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum DeclareError {
    /// There is none of this id.
    #[error("there is no device of this id")]
    NoDevice,
    /// Only a supervisor says so.
    #[error("only a supervisor says that of a device")]
    NotHers,
    /// It does not stand so that this could be said of it.
    #[error("this device is {}; that cannot be said of it", standing.code())]
    NotSo {
        /// How it stands.
        standing: DeviceStanding,
    },
    /// Erasing it now would destroy work that is nowhere else.
    #[error(
        "this device last said that the clinic has not got {unsent} things of it; recall it, or say --even-unsent"
    )]
    Unsent {
        /// How much.
        unsent: u32,
    },
    /// The ledger's fault.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
}

/// How a device stands after it was said, and what it is ordered to do. None if it cannot be said of it.
fn next(
    standing: DeviceStanding,
    said: Declaration,
) -> Option<(Option<DeviceStanding>, Option<OrderKind>)> {
    use DeviceStanding::{Active, Lost, Recalled, Retired, Wiped};
    match (said, standing) {
        (_, Wiped)
        | (Declaration::Lost, Lost | Recalled | Retired)
        | (Declaration::Found, Active | Retired)
        | (Declaration::Recall, Recalled) => None,
        (Declaration::Lost, Active) => Some((Some(Lost), None)),
        (Declaration::Found, Lost | Recalled) => Some((None, None)),
        (Declaration::Recall, Active | Lost | Retired) => {
            Some((Some(Recalled), Some(OrderKind::RescueThenWipe)))
        }
        (Declaration::Wipe { .. }, Active | Lost | Recalled | Retired) => {
            Some((Some(Lost), Some(OrderKind::Wipe)))
        }
    }
}

/// Says it: takes back what was ordered before, and orders what follows. Gives how the device stood before.
pub(crate) fn declare(
    tx: &Tx<'_>,
    device: DeviceId,
    said: Declaration,
    by: StaffId,
    ambient: &Ambient,
) -> Result<DeviceStanding, DeclareError> {
    may_declare(tx, by)?;
    let known = devices::device(tx, device)?.ok_or(DeclareError::NoDevice)?;
    let (standing, order) = next(known.standing, said).ok_or(DeclareError::NotSo {
        standing: known.standing,
    })?;
    if matches!(said, Declaration::Wipe { even_unsent: false }) {
        let report = kept(tx, device)?.report.unwrap_or_default();
        if 0 < report.unsent.saturating_add(report.drafts) {
            return Err(DeclareError::Unsent {
                unsent: report.unsent.saturating_add(report.drafts),
            });
        }
    }
    if order_to(tx, device)?.is_some() {
        let params = params! { ":device": device.to_string(), ":at": tx.now() };
        tx.run(include_str!("withdraw.sql"), params)?;
    }
    stand(tx, device, standing)?;
    if let Some(what) = order {
        let params = params! {
            ":id": ambient.mint().to_string(),
            ":device": device.to_string(),
            ":what": what.code(),
            ":at": tx.now(),
            ":by": by.to_string(),
        };
        tx.run(include_str!("insert_order.sql"), params)?;
    }
    Ok(known.standing)
}

/// Only a supervisor looks after devices; also after her own, which she may have lost.
pub(crate) fn may_declare(tx: &Tx<'_>, by: StaffId) -> Result<(), DeclareError> {
    let who = tx.thing::<Staff>(by.into())?;
    if who.is_some_and(|who| may(who.role, Act::Devices)) {
        Ok(())
    } else {
        Err(DeclareError::NotHers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use DeviceStanding::{Active, Lost, Recalled, Retired, Wiped};

    const WIPE: Declaration = Declaration::Wipe { even_unsent: true };

    #[test]
    fn what_can_be_said_of_a_device_and_what_follows() {
        let rescue = Some(OrderKind::RescueThenWipe);
        let erase = Some(OrderKind::Wipe);
        let said = [
            Declaration::Lost,
            Declaration::Found,
            Declaration::Recall,
            WIPE,
        ];
        let follows = |standing| said.map(|said| next(standing, said));
        assert_eq!(
            follows(Active),
            [
                Some((Some(Lost), None)),
                None,
                Some((Some(Recalled), rescue)),
                Some((Some(Lost), erase)),
            ]
        );
        let lost = [
            None,
            Some((None, None)),
            Some((Some(Recalled), rescue)),
            Some((Some(Lost), erase)),
        ];
        assert_eq!(follows(Lost), lost);
        assert_eq!(
            follows(Recalled),
            [None, Some((None, None)), None, Some((Some(Lost), erase))]
        );
        assert_eq!(
            follows(Retired),
            [
                None,
                None,
                Some((Some(Recalled), rescue)),
                Some((Some(Lost), erase))
            ]
        );
        assert_eq!(follows(Wiped), [None; 4]);
    }
}
