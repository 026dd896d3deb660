use care::Role;
use sync::audit::SendAudit;
use sync::custody::Declaration;
use sync::incident::{IncidentWord, WriteIncident};
use sync::limits::INCIDENT_AGAIN_MAX;

use crate::ChainFault;
use crate::audit::tests::{House, MONDAY};

/// A lost laptop, of which somebody has written something.
pub(crate) fn lost(house: House) -> House {
    let (device, by) = (house.device().id, house.device().staff);
    house
        .clinic()
        .declare(device, Declaration::Lost, by)
        .unwrap();
    let incident = house.clinic().incidents().unwrap().incidents[0].id;
    let note = WriteIncident {
        incident: Some(incident),
        seen: 1,
        what: IncidentWord::Note {
            words: "Her car was broken into.".to_owned(),
        },
    };
    house.clinic().write_incident(&note, by).unwrap();
    assert_eq!(house.faults(), []);
    house
}

const UNBOUND: [&str; 2] = [
    "drop trigger incident_entries_never_change",
    "drop trigger incident_entries_never_go",
];

fn after(sql: &str) -> Vec<(u64, ChainFault)> {
    let house = lost(House::new(Role::Supervisor));
    house.by_hand(&[UNBOUND[0], UNBOUND[1], sql]);
    let faults = house.faults().into_iter();
    faults.map(|(_, seq, fault)| (seq, fault)).collect()
}

#[test]
fn whatever_is_done_to_an_incident_by_hand_is_found() {
    let changed = "update incident_entries set body = replace(body, 'car', 'cat') where seq = 2";
    assert_eq!(after(changed), [(2, ChainFault::Changed)]);
    let gone = "delete from incident_entries where seq = 2";
    assert_eq!(after(gone), [(2, ChainFault::Missing)]);
    let more = "insert into incident_entries (clinic_id, incident, seq, at, body)
        select clinic_id, incident, 3, at, replace(body, '\"seq\":2', '\"seq\":3') from incident_entries where seq = 2";
    assert_eq!(after(more), [(3, ChainFault::NotAsJoined)]);
}

#[test]
fn nobody_changes_or_deletes_an_entry() {
    let house = lost(House::new(Role::Supervisor));
    for sql in [
        "update incident_entries set at = 0",
        "delete from incident_entries",
    ] {
        let done = house
            .clinic()
            .store()
            .transact::<_, crate::LedgerError>(MONDAY, |tx| tx.run(sql, &[]).map(drop));
        assert!(done.is_err(), "{sql}");
    }
}

#[test]
fn a_device_that_says_the_same_again_and_again_leaves_room_for_what_people_write() {
    let house = House::new(Role::Supervisor);
    let chain = house.looked(&[MONDAY]);
    let letter = house.letter(0, &chain, 1);
    let joined = |letter: &SendAudit| {
        let joined = house.clinic().join_audit(house.device(), letter);
        joined.unwrap().unwrap()
    };
    let fork = Some(joined(&letter).checkpoint);
    let report = SendAudit { fork, ..letter };
    for _ in 0..INCIDENT_AGAIN_MAX + 5 {
        joined(&report);
    }
    let incident = house.clinic().incidents().unwrap().incidents.remove(0);
    assert_eq!(incident.rows.len(), 1 + INCIDENT_AGAIN_MAX);
    let note = WriteIncident {
        incident: Some(incident.id),
        seen: incident.rows.len().try_into().unwrap(),
        what: IncidentWord::Note {
            words: "The server was restored by hand.".to_owned(),
        },
    };
    let by = house.device().staff;
    assert!(house.clinic().write_incident(&note, by).is_ok());
    assert_eq!(house.faults(), []);
}
