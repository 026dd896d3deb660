use ambient::{Ambient, Fixed};
use care::{AuditOutcome, Role, Staff};
use sync::Hash;
use sync::audit::{AskAudit, JoinOutcome, Reached, SendAudit, Witnessed};
use sync::wire::RefusedCode;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::Clinic;
use crate::devices;
use crate::ledger::LedgerPlace;

pub(crate) const MONDAY: i64 = 1_770_000_000_000;
const DAY: i64 = 24 * 3_600_000;

/// A clinic with one device, and what the device has done.
pub(crate) struct House {
    clinic: Clinic,
    device: EnrolledDevice,
    key: SigningKey,
    _folder: TempDir,
}

impl House {
    pub(crate) fn new(role: Role) -> Self {
        Self::at(&LedgerPlace::InFolder, role)
    }

    pub(crate) fn at(place: &LedgerPlace, role: Role) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ambient: Ambient = Fixed::new(MONDAY, 7).ambient();
        let clinic = Clinic::open_at(&folder.path().join("clinic"), place, ambient).unwrap();
        let names = care::Names {
            given: vec!["Deborah".to_owned()],
            family: "Achterberg".to_owned(),
            ..care::Names::default()
        };
        let staff = Staff {
            names,
            role,
            credentials: String::new(),
        };
        let staff = clinic.add_staff(&staff).unwrap();
        let key = SigningKey::from_bytes(&[5; 32]);
        let device = EnrolledDevice {
            id: DeviceId(Uuid::from_u128(0xD1)),
            staff,
            computer: "tablet-7".to_owned(),
            public_key: sync::proof::public_key_text(&key.verifying_key()),
            active: true,
            standing: sync::custody::DeviceStanding::Active,
            enrolled_at: MONDAY,
            seen_at: None,
        };
        clinic
            .store()
            .transact(MONDAY, |tx| devices::insert(tx, &device))
            .unwrap();
        Self {
            clinic,
            device,
            key,
            _folder: folder,
        }
    }

    /// What the device looked at, at these moments: its whole chain.
    pub(crate) fn looked(&self, at: &[i64]) -> Vec<AuditLink> {
        let (mut seq, mut hash, mut links) = (0, Hash::ZERO, Vec::new());
        for at in at {
            let entry = AuditEntry {
                actor: Some(self.device.staff),
                ..AuditEntry::new(*at, AuditAction::View)
            };
            let link = entry.after(seq, hash).unwrap();
            (seq, hash) = (link.seq, link.hash);
            links.push(link);
        }
        links
    }

    pub(crate) fn letter(&self, run: u32, chain: &[AuditLink], from: usize) -> SendAudit {
        let before = from.checked_sub(2).and_then(|at| chain.get(at));
        let prev = before.map_or(Hash::ZERO, |link| link.hash);
        let sent = &chain[from.checked_sub(1).unwrap()..];
        let head = sent.last().map_or(prev, |link| link.hash);
        let reached = Reached {
            device: self.device.id,
            run,
            through: chain.len().try_into().unwrap(),
            head,
        };
        SendAudit {
            epoch: String::new(),
            tally: None,
            run,
            from: from.try_into().unwrap(),
            prev,
            links: sent.iter().map(|link| link.text.clone()).collect(),
            head,
            proof: reached.prove(&self.key),
            gap: false,
            witnessed: None,
            fork: None,
        }
    }

    pub(crate) fn sends(&self, letter: &SendAudit) -> (JoinOutcome, u32, u64) {
        let taken = self
            .clinic
            .join_audit(&self.device, letter)
            .unwrap()
            .unwrap();
        (taken.outcome, taken.run, taken.has)
    }

    pub(crate) fn faults(&self) -> Vec<(String, u64, ChainFault)> {
        let verdict = self.clinic.verify_audit().unwrap();
        let faults = verdict.faults.into_iter();
        faults
            .map(|fault| (fault.chain, fault.seq, fault.fault))
            .collect()
    }

    pub(crate) fn clinic(&self) -> &Clinic {
        &self.clinic
    }

    pub(crate) fn device(&self) -> &EnrolledDevice {
        &self.device
    }

    /// Somebody with the ledger's key writes into it by hand.
    pub(crate) fn by_hand(&self, sql: &[&str]) {
        self.clinic
            .store()
            .transact::<_, LedgerError>(MONDAY, |tx| {
                tx.run("drop trigger audit_never_changes", &[])?;
                tx.run("drop trigger audit_never_goes", &[])?;
                for one in sql {
                    tx.run(one, &[])?;
                }
                Ok(())
            })
            .unwrap();
    }
}

fn house() -> (House, Vec<AuditLink>) {
    let house = House::new(Role::Nurse);
    let chain = house.looked(&[MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3]);
    (house, chain)
}

#[test]
fn a_chain_is_joined_once_however_often_it_comes() {
    let (house, chain) = house();
    let first = house.letter(0, &chain[..2], 1);
    assert_eq!(house.sends(&first), (JoinOutcome::Taken, 0, 2));
    assert_eq!(house.sends(&first), (JoinOutcome::Taken, 0, 2));
    assert_eq!(
        house.sends(&house.letter(0, &chain, 2)),
        (JoinOutcome::Taken, 0, 4)
    );
    let verdict = house.clinic.verify_audit().unwrap();
    assert_eq!(verdict.faults, []);
    // Four of the device; who was added, and two joints.
    assert_eq!((verdict.entries, verdict.chains, verdict.named), (7, 2, 0));
}

#[test]
fn an_entry_that_was_changed_on_the_way_is_refused() {
    let (house, chain) = house();
    let sound = house.letter(0, &chain, 1);
    let mut changed = sound.clone();
    changed.links[1] = changed.links[1].replace("view", "edit");
    let answer = house.clinic.join_audit(&house.device, &changed).unwrap();
    assert_eq!(answer.err(), Some(RefusedCode::BadRequest));
    let unsigned = SendAudit {
        proof: "00".repeat(64),
        ..sound
    };
    let answer = house.clinic.join_audit(&house.device, &unsigned).unwrap();
    assert_eq!(answer.err(), Some(RefusedCode::BadRequest));
    // That it was tried is written down, by whose device.
    let rows = house.clinic.audit(&everything()).unwrap().rows;
    let tried = rows.iter().filter(|row| {
        let entry = &row.entry;
        entry.action == "join" && entry.outcome == AuditOutcome::Refused.code()
    });
    let by: Vec<_> = tried.map(|row| row.entry.device).collect();
    assert_eq!(by, [Some(house.device.id); 2]);
    assert_eq!(house.faults(), []);
}

#[test]
fn a_gap_is_asked_for_and_named_when_it_cannot_be_filled() {
    let (house, chain) = house();
    house.sends(&house.letter(0, &chain[..1], 1));
    let late = house.letter(0, &chain, 3);
    assert_eq!(house.sends(&late), (JoinOutcome::Behind, 0, 1));
    let gone = SendAudit { gap: true, ..late };
    assert_eq!(house.sends(&gone), (JoinOutcome::Taken, 0, 4));
    let verdict = house.clinic.verify_audit().unwrap();
    assert_eq!((verdict.faults, verdict.named), (vec![], 1));
}

#[test]
fn two_histories_of_one_device_are_both_kept_and_named() {
    let (house, chain) = house();
    house.sends(&house.letter(0, &chain, 1));
    let other = house.looked(&[MONDAY, MONDAY + 1, MONDAY + 7, MONDAY + 8]);
    let fork = house.sends(&house.letter(0, &other, 1));
    assert_eq!(fork, (JoinOutcome::Fork, 1, 2));
    assert_eq!(
        house.sends(&house.letter(1, &other, 3)),
        (JoinOutcome::Taken, 1, 4)
    );
    // The first laptop goes on as before.
    let longer = house.looked(&[MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3, MONDAY + 9]);
    assert_eq!(
        house.sends(&house.letter(0, &longer, 5)),
        (JoinOutcome::Taken, 0, 5)
    );
    let verdict = house.clinic.verify_audit().unwrap();
    assert_eq!((verdict.faults, verdict.named), (vec![], 1));
}

#[test]
fn nobody_changes_or_deletes_an_entry() {
    let (house, chain) = house();
    house.sends(&house.letter(0, &chain, 1));
    for sql in ["update audit set at = 0", "delete from audit"] {
        let refused = house.clinic.store().transact(MONDAY, |tx| tx.run(sql, &[]));
        assert!(refused.is_err(), "{sql}");
    }
}

#[test]
fn whatever_is_done_to_the_rows_by_hand_is_found() {
    let device = DeviceId(Uuid::from_u128(0xD1)).to_string();
    let of_device = |seq, fault| vec![(device.clone(), seq, fault)];
    let of_clinic = |seq, fault| vec![(CLINIC.to_owned(), seq, fault)];
    let d = format!("chain = '{device}'");
    let cases = [
        (
            vec![format!("update audit set body = replace(body, 'view', 'edit') where {d} and seq = 2")],
            of_device(2, ChainFault::Changed),
        ),
        (
            vec![format!("update audit set action = 'lock' where {d} and seq = 2")],
            of_device(2, ChainFault::Changed),
        ),
        (
            vec![format!("delete from audit where {d} and seq = 2")],
            of_device(2, ChainFault::Missing),
        ),
        (
            vec![format!("delete from audit where {d} and seq = 4")],
            [
                of_device(4, ChainFault::NotAsJoined),
            ]
            .concat(),
        ),
        (
            vec![
                format!("update audit set seq = 9 where {d} and seq = 2"),
                format!("update audit set seq = 2 where {d} and seq = 3"),
                format!("update audit set seq = 3 where {d} and seq = 9"),
            ],
            [
                of_device(2, ChainFault::Misplaced),
                of_device(3, ChainFault::Misplaced),
                of_device(4, ChainFault::Changed),
            ]
            .concat(),
        ),
        (
            vec!["update audit set body = replace(body, 'staff', 'stuff') where chain = 'clinic' and seq = 1".to_owned()],
            of_clinic(1, ChainFault::Changed),
        ),
        (
            vec!["delete from audit where chain = 'clinic' and seq = 2".to_owned()],
            [
                of_device(1, ChainFault::NotAsJoined),
                of_clinic(2, ChainFault::NotAsSealed),
            ]
            .concat(),
        ),
        (
            vec![
                "delete from audit where chain = 'clinic' and seq = 2".to_owned(),
                "update audit_heads set size = 1, hash = (select hash from audit where chain = 'clinic' and seq = 1)".to_owned(),
            ],
            [
                of_device(1, ChainFault::NotAsJoined),
                of_clinic(2, ChainFault::NotAsSealed),
            ]
            .concat(),
        ),
    ];
    for (sql, expected) in cases {
        let (house, chain) = house();
        house.sends(&house.letter(0, &chain, 1));
        assert_eq!(house.faults(), []);
        let sql: Vec<&str> = sql.iter().map(String::as_str).collect();
        house.by_hand(&sql);
        assert_eq!(house.faults(), expected, "{sql:?}");
    }
}

#[test]
fn a_restore_begins_a_segment_and_is_no_fault() {
    let (house, chain) = house();
    house.sends(&house.letter(0, &chain[..2], 1));
    house
        .clinic
        .store()
        .transact(MONDAY, |tx| tx.begin_life("another"))
        .unwrap();
    house.sends(&house.letter(0, &chain, 3));
    let verdict = house.clinic.verify_audit().unwrap();
    assert_eq!((verdict.faults, verdict.segments), (vec![], 1));
}

#[test]
fn a_ledger_that_is_shorter_than_a_device_has_witnessed_begins_another_life() {
    let (house, chain) = house();
    let letter = house.letter(0, &chain, 1);
    let taken = house
        .clinic
        .join_audit(&house.device, &letter)
        .unwrap()
        .unwrap();
    let (epoch, size) = (taken.checkpoint.epoch, taken.checkpoint.size);
    let witnessed = |size| SendAudit {
        witnessed: Some(Witnessed {
            epoch: epoch.clone(),
            size,
        }),
        ..house.letter(0, &chain, 4)
    };
    let same = house
        .clinic
        .join_audit(&house.device, &witnessed(size))
        .unwrap()
        .unwrap();
    assert_eq!(
        (same.then, same.checkpoint.epoch == epoch),
        (Some(taken.checkpoint.hash), true)
    );
    let longer = witnessed(size + 9);
    let after = house
        .clinic
        .join_audit(&house.device, &longer)
        .unwrap()
        .unwrap();
    assert_ne!(after.checkpoint.epoch, epoch);
}

#[test]
fn a_device_that_holds_the_clinics_own_word_on_another_chain_is_heard() {
    let (house, chain) = house();
    let letter = house.letter(0, &chain, 1);
    let taken = house
        .clinic
        .join_audit(&house.device, &letter)
        .unwrap()
        .unwrap();
    let report = SendAudit {
        fork: Some(taken.checkpoint.clone()),
        ..house.letter(0, &chain, 4)
    };
    house
        .clinic
        .join_audit(&house.device, &report)
        .unwrap()
        .unwrap();
    assert_eq!(house.clinic.verify_audit().unwrap().named, 1);
    let forged = SendAudit {
        fork: Some(Checkpoint {
            size: 99,
            ..taken.checkpoint
        }),
        ..house.letter(0, &chain, 4)
    };
    house
        .clinic
        .join_audit(&house.device, &forged)
        .unwrap()
        .unwrap();
    assert_eq!(house.clinic.verify_audit().unwrap().named, 1);
}

fn everything() -> AskAudit {
    AskAudit {
        from: i64::MIN,
        until: i64::MAX,
        limit: 50,
        ..AskAudit::default()
    }
}

#[test]
fn whoever_may_not_know_is_told_nothing_and_that_she_asked_is_kept() {
    let (house, _) = house();
    let answer = house
        .clinic
        .ask_audit(&house.device, &everything())
        .unwrap();
    assert_eq!(answer.err(), Some(RefusedCode::NotAllowed));
    let rows = house.clinic.audit(&everything()).unwrap().rows;
    let asked = &rows[0].entry;
    assert_eq!(asked.actor, Some(house.device.staff));
    assert_eq!(asked.outcome, AuditOutcome::Refused.code());
}

#[test]
fn an_auditor_is_told_page_by_page_and_by_what_she_asks_for() {
    let house = House::new(Role::Auditor);
    let chain = house.looked(&[MONDAY, MONDAY + 1, MONDAY + 2]);
    house.sends(&house.letter(0, &chain, 1));
    let ask = |ask: AskAudit| {
        house
            .clinic
            .ask_audit(&house.device, &ask)
            .unwrap()
            .unwrap()
    };
    let views = AskAudit {
        action: Some(AuditAction::View),
        until: MONDAY + 2,
        limit: 1,
        ..everything()
    };
    let first = ask(views.clone());
    assert_eq!((first.rows.len(), first.more), (1, true));
    assert_eq!(first.rows[0].who, "Deborah Achterberg");
    assert_eq!(first.rows[0].computer, "tablet-7");
    let nobody = AskAudit {
        actor: Some(StaffId(Uuid::from_u128(9))),
        ..everything()
    };
    assert_eq!(ask(nobody).rows.len(), 0);
}

#[test]
fn an_unusual_week_is_told_with_its_reason_and_an_ordinary_one_is_not() {
    let house = House::new(Role::Nurse);
    let (mut seq, mut hash, mut links) = (0, Hash::ZERO, Vec::new());
    let mut does = |at: i64, action: AuditAction, member: Option<u128>| {
        let entry = AuditEntry {
            actor: (action != AuditAction::UnlockFailed).then_some(house.device.staff),
            member: member.map(|id| care::MemberId(Uuid::from_u128(id))),
            ..AuditEntry::new(at, action)
        };
        let link = entry.after(seq, hash).unwrap();
        (seq, hash) = (link.seq, link.hash);
        links.push(link);
    };
    let noon = MONDAY - MONDAY % DAY + DAY / 2;
    for day in 1..=30 {
        does(noon - (7 + day) * DAY, AuditAction::View, None);
        does(noon - (7 + day) * DAY, AuditAction::Search, None);
    }
    let night = noon - DAY / 2;
    for person in 0..21 {
        does(night, AuditAction::View, Some(person));
    }
    for _ in 0..5 {
        does(night, AuditAction::UnlockFailed, None);
        does(night, AuditAction::Export, None);
    }
    house.sends(&house.letter(0, &links, 1));
    let told = house.clinic.unusual(noon).unwrap();
    let unusual: Vec<(UnusualRule, usize, usize)> = told
        .iter()
        .map(|line| (line.rule, line.count, line.usual))
        .collect();
    let expected = [
        (UnusualRule::OutsideCaseload, 21, 0),
        (UnusualRule::ManyPeople, 21, 0),
        (UnusualRule::NewHours, 21, 5),
        (UnusualRule::ManyExports, 5, 5),
        (UnusualRule::FailedUnlocks, 5, 5),
    ];
    assert_eq!(unusual, expected);
    assert!(told[1].reason().contains("21 people"));
    assert_eq!(house.clinic.unusual(noon - 7 * DAY).unwrap(), []);
}
