//! Sealed files: taken piece by piece, only when an operation names them, and given only to whoever may read it.

use std::fmt::Debug;

use care::{DeviceId, Role};
use data_encoding::BASE64;
use serde_json::json;
use sync::clinic::{
    FileLedger, Shown, files_at, give_piece, gives_last, is_last_piece, is_set_back, take_piece,
};
use sync::files::{AskFiles, FileAt, SendPiece, WantPiece};
use sync::wire::{OpResult, RefusedCode};
use sync::{Device, Hash, Ledger, OpBody, Rules, Write};
use uuid::Uuid;

use super::exchanging::{pull, pushes, whole};
use super::{Enrols, Person, staff, stream};

/// A file of two pieces and a bit; how long a piece is, the ledger says.
fn sealed<L: FileLedger>(ledger: &L) -> Vec<u8> {
    let bytes = ledger.piece_bytes().saturating_mul(2).saturating_add(7);
    (0..bytes).map(|n| u8::try_from(n % 253).unwrap()).collect()
}

/// The record of a paper whose picture is this.
fn names(bytes: &[u8]) -> OpBody {
    let (hex, blob) = ("0a".repeat(32), Hash::of(bytes).to_string());
    let file = json!({ "blob": blob, "key": hex, "plain": hex, "bytes": bytes.len(), "media": "image/jpeg" });
    let write = Write {
        value: file,
        parents: Vec::new(),
        saw: serde_json::Value::Null,
    };
    OpBody::Set {
        entity: care::EntityId(Uuid::from_u128(0xD0C)),
        kind: "document".to_owned(),
        fields: [("file".to_owned(), write)].into(),
    }
}

fn piece(ledger: &impl Ledger<Error: Debug>, file: Hash, n: u32, bytes: &[u8]) -> SendPiece {
    SendPiece {
        epoch: ledger.epoch().unwrap(),
        file,
        n,
        sealed: BASE64.encode(bytes),
        mark: None,
    }
}

fn sends<L: Enrols<Error: Debug>>(
    ledger: &mut L,
    file: Hash,
    n: u32,
    bytes: &[u8],
) -> Result<FileAt, RefusedCode> {
    let sent = piece(ledger, file, n, bytes);
    let device = Device {
        id: DeviceId(Uuid::from_u128(0x101)),
        staff: staff(1),
    };
    take_piece(ledger, device, &sent, Rules::SOUND)
        .unwrap()
        .map(|taken| taken.at)
}

fn ask(ledger: &impl Ledger<Error: Debug>, file: Hash) -> AskFiles {
    AskFiles {
        epoch: ledger.epoch().unwrap(),
        files: vec![file],
        mark: None,
    }
}

fn at(ledger: &impl Enrols<Error: Debug>, file: Hash) -> FileAt {
    let held = ledger.file(file).unwrap();
    held.map(FileAt::from).unwrap_or_default()
}

/// Somebody with a member, who has named a file.
fn somebody<L: Enrols<Error: Debug>>(ledger: &mut L, bytes: &[u8]) -> (Person, Hash) {
    let mut person = Person::of(ledger, 1, Role::CareManager);
    ledger.grant(&stream(1), &[person.device.staff]).unwrap();
    let text = person.says(11, &stream(1), names(bytes));
    let answer = pushes(ledger, person.device, vec![text]).remove(0);
    assert!(matches!(answer, OpResult::Applied { .. }), "{answer:?}");
    (person, Hash::of(bytes))
}

/// A picture that somebody has named, and that has come whole.
pub(super) fn whole_picture<L: Enrols<Error: Debug>>(ledger: &mut L) -> Hash {
    let bytes = sealed(ledger);
    let (_, file) = somebody(ledger, &bytes);
    for (n, piece) in (0..).zip(bytes.chunks(ledger.piece_bytes())) {
        sends(ledger, file, n, piece).unwrap();
    }
    file
}

pub(super) fn a_file_is_taken_piece_by_piece_and_given_to_whoever_may_read_it<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let bytes = sealed(ledger);
    let (person, file) = somebody(ledger, &bytes);
    let stranger = Person::of(ledger, 2, Role::CareManager);
    let known = |pieces, whole| FileAt {
        known: true,
        pieces,
        whole,
    };
    assert_eq!(at(ledger, file), known(0, false));
    let pieces: Vec<&[u8]> = bytes.chunks(ledger.piece_bytes()).collect();
    assert_eq!(sends(ledger, file, 0, pieces[0]), Ok(known(1, false)));
    // Once more, and one too early: nothing changes.
    assert_eq!(sends(ledger, file, 0, pieces[0]), Ok(known(1, false)));
    assert_eq!(sends(ledger, file, 2, pieces[2]), Ok(known(1, false)));
    let want = |n| WantPiece {
        file,
        n,
        mark: None,
    };
    let given = give_piece(ledger, person.device, &want(0), Rules::SOUND)
        .unwrap()
        .unwrap();
    assert_eq!(given.sealed, None, "half a file is given to nobody");
    assert_eq!(sends(ledger, file, 1, pieces[1]), Ok(known(2, false)));
    assert_eq!(sends(ledger, file, 2, pieces[2]), Ok(known(3, true)));
    for (n, sealed) in (0..).zip(&pieces) {
        let given = give_piece(ledger, person.device, &want(n), Rules::SOUND)
            .unwrap()
            .unwrap();
        assert_eq!(given.sealed, Some(BASE64.encode(sealed)));
    }
    let refused = give_piece(ledger, stranger.device, &want(0), Rules::SOUND).unwrap();
    assert_eq!(refused.err(), Some(RefusedCode::FileUnknown));
}

pub(super) fn a_file_that_lies_leaves_nothing_behind_and_can_be_sent_again<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let bytes = sealed(ledger);
    let (_, file) = somebody(ledger, &bytes);
    let pieces: Vec<&[u8]> = bytes.chunks(ledger.piece_bytes()).collect();
    let mut lie = pieces[1].to_vec();
    lie[9] ^= 1;
    sends(ledger, file, 0, pieces[0]).unwrap();
    sends(ledger, file, 1, &lie).unwrap();
    assert_eq!(
        sends(ledger, file, 2, pieces[2]),
        Err(RefusedCode::FileDamaged)
    );
    assert_eq!(at(ledger, file).pieces, 0);
    for (n, piece) in (0..).zip(&pieces) {
        sends(ledger, file, n, piece).unwrap();
    }
    assert!(at(ledger, file).whole);
}

pub(super) fn a_false_length_said_first_does_not_keep_the_true_one_out<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let bytes = sealed(ledger);
    let (mut person, file) = somebody(ledger, &bytes);
    let OpBody::Set {
        entity,
        kind,
        mut fields,
    } = names(&bytes)
    else {
        panic!("it is a set")
    };
    let named = fields.get_mut("file").unwrap();
    named.value["bytes"] = json!(ledger.piece_bytes());
    let entity = care::EntityId(Uuid::from_u128(entity.0.as_u128() ^ 1));
    let lie = OpBody::Set {
        entity,
        kind,
        fields,
    };
    let lie = person.says(12, &stream(1), lie);
    pushes(ledger, person.device, vec![lie]);
    let pieces: Vec<&[u8]> = bytes.chunks(ledger.piece_bytes()).collect();
    assert_eq!(
        sends(ledger, file, 0, pieces[0]),
        Err(RefusedCode::FileDamaged)
    );
    let again = person.says(13, &stream(1), names(&bytes));
    pushes(ledger, person.device, vec![again]);
    for (n, piece) in (0..).zip(&pieces) {
        sends(ledger, file, n, piece).unwrap();
    }
    assert!(at(ledger, file).whole);
}

pub(super) fn a_piece_nobody_expects_or_of_another_length_is_refused<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let bytes = sealed(ledger);
    let (person, file) = somebody(ledger, &bytes);
    let unknown = Hash::of(b"another");
    assert_eq!(at(ledger, unknown), FileAt::default());
    assert_eq!(
        sends(ledger, unknown, 0, b"abc"),
        Err(RefusedCode::FileUnknown)
    );
    assert_eq!(
        sends(ledger, file, 0, b"too short"),
        Err(RefusedCode::BadRequest)
    );
    let piece_bytes = ledger.piece_bytes();
    let mut elsewhere = piece(ledger, file, 0, &bytes[..piece_bytes]);
    elsewhere.epoch = "another life".to_owned();
    let answer = take_piece(ledger, person.device, &elsewhere, Rules::SOUND)
        .unwrap()
        .unwrap();
    assert_eq!(
        (answer.re.as_str(), answer.at),
        ("another life", FileAt::default())
    );
    assert_eq!(at(ledger, file).pieces, 0);
}

pub(super) fn a_file_of_work_that_was_set_aside_is_taken_too<L: Enrols<Error: Debug>>(
    ledger: &mut L,
) {
    let bytes = vec![7; 10];
    let mut late = Person::of(ledger, 1, Role::CareManager);
    let lead = Person::of(ledger, 2, Role::CareManager);
    ledger.grant(&stream(1), &[lead.device.staff]).unwrap();
    let text = late.says(11, &stream(1), names(&bytes));
    let answer = pushes(ledger, late.device, vec![text]).remove(0);
    assert!(matches!(answer, OpResult::Parked { .. }), "{answer:?}");
    let file = Hash::of(&bytes);
    assert!(sends(ledger, file, 0, &bytes).unwrap().whole);
    let want = WantPiece {
        file,
        n: 0,
        mark: None,
    };
    let given = give_piece(ledger, lead.device, &want, Rules::SOUND)
        .unwrap()
        .unwrap();
    assert_eq!(
        given.sealed,
        Some(BASE64.encode(&bytes)),
        "the lead may look at it"
    );
    let refused = give_piece(ledger, late.device, &want, Rules::SOUND).unwrap();
    assert_eq!(refused.err(), Some(RefusedCode::FileUnknown));
}

pub(super) fn a_ledger_that_was_put_back_without_a_picture_is_known_by_its_marks<
    L: Enrols<Error: Debug>,
>(
    ledger: &mut L,
) {
    let bytes = vec![7; 10];
    let (person, file) = somebody(ledger, &bytes);
    let device = person.device;
    let shows = |ledger: &L, mark: &str| {
        let epoch = ledger.epoch().unwrap();
        let shown = Shown {
            epoch: &epoch,
            tally: None,
            mark: Some(mark),
        };
        is_set_back(ledger, device.id, shown).unwrap()
    };
    let question = whole(ledger, 0);
    let first = pull(ledger, device, &question).unwrap().unwrap().mark;
    let before = ledger.mark(device.id).unwrap().unwrap();

    let mut sent = piece(ledger, file, 0, &bytes);
    sent.mark.clone_from(&first);
    let taken = take_piece(ledger, device, &sent, Rules::SOUND).unwrap();
    let next = taken.unwrap().mark.unwrap();
    assert_eq!(
        Some(&next.from),
        first.as_ref(),
        "to whoever shows the last"
    );
    // The answer did not arrive: it shows the old one, and lets go of nothing.
    let again = take_piece(ledger, device, &sent, Rules::SOUND).unwrap();
    let again = again.unwrap().mark.unwrap();
    assert_eq!((&again.from, &again.to), (&next.to, &next.to));

    let mut question = ask(ledger, file);
    let told = files_at(ledger, device, &question, Rules::SOUND).unwrap();
    assert_eq!(told.unwrap().mark, None, "to one that shows none");
    question.mark = Some(next.to.clone());
    let told = files_at(ledger, device, &question, Rules::SOUND).unwrap();
    let told = told.unwrap().mark.unwrap();
    assert_eq!(told.from, next.to);

    let want = WantPiece {
        file,
        n: 0,
        mark: Some(told.to.clone()),
    };
    assert!(is_last_piece(ledger, &want).unwrap());
    let given = give_piece(ledger, device, &want, Rules::SOUND).unwrap();
    let given = gives_last(ledger, device, (&want, given.unwrap()), Rules::SOUND).unwrap();
    let last = given.mark.unwrap();
    assert_eq!(last.from, told.to);
    assert!(!shows(ledger, &last.to), "this ledger has the picture");

    // As a copy that was made before the picture came has it.
    ledger.set_mark(device.id, before).unwrap();
    for shown in [&next.to, &told.to, &last.to] {
        assert!(shows(ledger, shown));
    }
}
