use care::Role;
use ed25519_dalek::SigningKey;
use sync::custody::{Contact, Declaration, DeviceStanding, Receipt, Report};
use sync::proof::public_key_text;
use sync::wire::RefusedCode;
use uuid::Uuid;

use crate::audit::tests::{House, MONDAY};

/// The key from the keyring needs no passphrase, and whoever has the account of the computer has it.
#[test]
fn by_the_key_of_a_locked_laptop_one_that_nobody_misses_is_not_said_to_be_erased() {
    let house = House::new(Role::Supervisor);
    let (device, clinic) = (house.device().id, house.clinic());
    let locked = SigningKey::from_bytes(&[8; 32]);
    let report = Report {
        heartbeat: Some(public_key_text(&locked.verifying_key())),
        ..Report::default()
    };
    clinic
        .contact(house.device(), &Contact { report })
        .unwrap()
        .unwrap();
    let receipt = Receipt {
        order: Uuid::from_u128(1),
        device,
        unsent: 0,
        at: MONDAY,
    };
    let says = |key: &SigningKey| clinic.wiped(&receipt.sign(key)).unwrap().map(drop);
    let standing = || clinic.device_lines().unwrap()[0].standing;
    assert_eq!(says(&locked), Err(RefusedCode::NotProven));
    assert_eq!(standing(), DeviceStanding::Active);
    clinic
        .declare(device, Declaration::Lost, house.device().staff)
        .unwrap();
    assert_eq!(
        says(&SigningKey::from_bytes(&[9; 32])),
        Err(RefusedCode::NotProven)
    );
    assert_eq!(standing(), DeviceStanding::Lost);
    assert_eq!(says(&locked), Ok(()));
    assert_eq!(standing(), DeviceStanding::Wiped);
}
