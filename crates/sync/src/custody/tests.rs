use super::*;

fn command() -> SigningKey {
    SigningKey::from_bytes(&[1; 32])
}

fn device(n: u128) -> DeviceId {
    DeviceId(Uuid::from_u128(n))
}

fn lease() -> Lease {
    Lease {
        device: device(1),
        seq: 4,
        issued_at: 1_000,
        until: 9_000,
        pins: Pins::Allowed,
    }
}

fn order() -> Order {
    Order {
        id: Uuid::from_u128(8),
        device: device(1),
        what: OrderKind::RescueThenWipe,
        issued_at: 1_000,
    }
}

#[test]
fn a_lease_holds_for_its_device_as_it_was_signed_and_for_nothing_else() {
    let (key, signed) = (command().verifying_key(), lease().sign(&command()));
    assert_eq!(signed.check(&key, device(1)), Ok(lease()));
    assert_eq!(signed.check(&key, device(2)), Err(NotProven));
    let other = SigningKey::from_bytes(&[2; 32]).verifying_key();
    assert_eq!(signed.check(&other, device(1)), Err(NotProven));
    let longer = SignedLease {
        lease: Lease {
            until: 90_000,
            ..lease()
        },
        ..signed
    };
    assert_eq!(longer.check(&key, device(1)), Err(NotProven));
}

#[test]
fn what_a_lease_says_of_pins_is_signed_and_where_it_says_nothing_it_is_what_it_was() {
    let key = command().verifying_key();
    let forbidding = Lease {
        pins: Pins::Forbidden,
        ..lease()
    }
    .sign(&command());
    let forbidden = forbidding.check(&key, device(1)).map(|lease| lease.pins);
    assert_eq!(forbidden, Ok(Pins::Forbidden));
    let lifted = SignedLease {
        lease: lease(),
        ..forbidding
    };
    assert_eq!(lifted.check(&key, device(1)), Err(NotProven));
    let text = serde_json::to_string(&lease().sign(&command())).unwrap();
    assert!(!text.contains("pins"));
}

#[test]
fn an_order_that_is_forged_or_for_another_device_or_was_taken_back_is_none() {
    let (key, signed) = (command().verifying_key(), order().sign(&command()));
    assert_eq!(signed.check(&key, device(1), None), Ok(order()));
    assert_eq!(signed.check(&key, device(2), None), Err(NotProven));
    let harder = SignedOrder {
        order: Order {
            what: OrderKind::Wipe,
            ..order()
        },
        ..signed.clone()
    };
    assert_eq!(harder.check(&key, device(1), None), Err(NotProven));
    let later = Lease {
        issued_at: 1_001,
        ..lease()
    };
    assert_eq!(signed.check(&key, device(1), Some(&later)), Err(NotProven));
    let taken_back = Lease {
        until: 1_001,
        ..later
    };
    assert_eq!(
        signed.check(&key, device(1), Some(&taken_back)),
        Ok(order())
    );
}

#[test]
fn what_a_locked_device_says_of_itself_is_its_own() {
    let report = Report {
        unsent: 3,
        ..Report::default()
    };
    let said = LockedContact::of(device(1), &report, &command());
    let key = command().verifying_key();
    assert_eq!(said.check(&key), Ok(report));
    let other = LockedContact {
        device: device(2),
        ..said
    };
    assert_eq!(other.check(&key), Err(NotProven));
}
