//! The register of incidents and what the clinic says of PINs, in PostgreSQL: as in a file.

use care::Role;
use sync::custody::Pins;

use super::audit::by_hand;
use super::cluster::cluster;
use super::place;
use crate::ChainFault;
use crate::audit::tests::House;
use crate::incidents::tests::lost;

#[test]
fn an_incident_is_covered_and_nobody_changes_it() {
    let house = lost(House::at(&place(&cluster().database()), Role::Supervisor));
    let register = house.clinic().incidents().unwrap();
    assert_eq!(
        (register.total, register.incidents[0].rows.len()),
        (1, 2),
        "opened, and a note"
    );
    for sql in [
        "update incident_entries set at = 0",
        "delete from incident_entries",
        "truncate incident_entries",
    ] {
        assert!(by_hand(&house, &[sql]).is_err(), "{sql}");
    }
    assert_eq!(house.faults(), []);
    let changed = [
        "drop trigger incident_entries_never_change on incident_entries",
        "update incident_entries set body = body || body where seq = 2",
    ];
    by_hand(&house, &changed).unwrap();
    let faults = house.faults();
    assert_eq!((faults[0].1, faults[0].2), (2, ChainFault::Changed));
}

#[test]
fn what_is_said_of_pins_is_kept_and_taken_back() {
    let house = House::at(&place(&cluster().database()), Role::Supervisor);
    for pins in [Pins::Forbidden, Pins::Forbidden, Pins::Allowed] {
        house.clinic().put_pins(pins).unwrap();
        assert_eq!(house.clinic().pins().unwrap(), pins);
    }
}
