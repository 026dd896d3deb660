//! Who looked at what, in PostgreSQL: the same chains, the same faults.

use care::{AuditAction, Role};
use sync::audit::{AskAudit, JoinOutcome, SendAudit};

use super::cluster::cluster;
use super::place;
use crate::ChainFault;
use crate::audit::tests::{House, MONDAY};
use crate::ledger::LedgerError;

/// Somebody with the database's password writes into it by hand.
pub(super) fn by_hand(house: &House, sql: &[&str]) -> Result<(), LedgerError> {
    house.clinic().store().transact(MONDAY, |tx| {
        for one in sql {
            tx.run(one, &[])?;
        }
        Ok(())
    })
}

#[test]
fn chains_are_joined_named_read_and_verified_as_in_a_file() {
    let house = House::at(&place(&cluster().database()), Role::Auditor);
    let chain = house.looked(&[MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3]);
    let first = house.letter(0, &chain[..2], 1);
    for _ in 0..2 {
        assert_eq!(house.sends(&first), (JoinOutcome::Taken, 0, 2));
    }
    let late = house.letter(0, &chain, 4);
    assert_eq!(house.sends(&late), (JoinOutcome::Behind, 0, 2));
    assert_eq!(
        house.sends(&SendAudit { gap: true, ..late }),
        (JoinOutcome::Taken, 0, 4)
    );
    let other = house.looked(&[MONDAY, MONDAY + 1, MONDAY + 7]);
    assert_eq!(
        house.sends(&house.letter(0, &other[..2], 1)),
        (JoinOutcome::Taken, 0, 4)
    );
    assert_eq!(house.faults(), []);

    let ask = AskAudit {
        action: Some(AuditAction::View),
        from: MONDAY,
        until: MONDAY + 3,
        limit: 1,
        ..AskAudit::default()
    };
    let page = house.clinic().audit(&ask).unwrap();
    assert_eq!((page.rows.len(), page.more), (1, true));
    assert_eq!(page.rows[0].entry.at, MONDAY + 1);
    assert_eq!(
        house.clinic().unusual(MONDAY + 9).unwrap().len(),
        1,
        "the gap"
    );

    for sql in ["update audit set at = 0", "delete from audit"] {
        assert!(by_hand(&house, &[sql]).is_err(), "{sql}");
    }
    let changed = [
        "drop trigger audit_never_changes on audit",
        "update audit set action = 'lock' where chain <> 'clinic' and seq = 2",
    ];
    by_hand(&house, &changed).unwrap();
    let faults = house.faults();
    assert_eq!(faults.len(), 1);
    assert_eq!((faults[0].1, faults[0].2), (2, ChainFault::Changed));
}
