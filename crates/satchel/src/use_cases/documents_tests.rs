use care::{MemberId, Refusal};
use image::{ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use uuid::Uuid;

use super::super::due::fixture::{MEMBER, member};
use super::super::due::office::Office;
use super::*;
use crate::contract::Seen;

fn photograph() -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let picture = RgbImage::from_fn(900, 700, |x, y| {
        let [grey, ..] = x
            .wrapping_mul(7)
            .wrapping_add(y.wrapping_mul(x))
            .to_le_bytes();
        Rgb([grey, grey.wrapping_mul(3), 200])
    });
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Hands a picture over as the screen does.
fn hand_over(office: &Office, bytes: &[u8]) {
    let of = u32::try_from(bytes.len()).unwrap();
    office.ask(BeginPicture { bytes: of }).unwrap();
    let mut from = 0;
    for part in bytes.chunks(256 * 1024) {
        let bytes = BASE64.encode(part);
        office.ask(PicturePart { from, bytes }).unwrap();
        from = from.saturating_add(u32::try_from(part.len()).unwrap());
    }
}

fn keep(office: &Office, purpose: Purpose, title: &str) -> Result<MadeOne, Failure> {
    office.ask(KeepDocument {
        member: MEMBER,
        purpose,
        title: title.to_owned(),
        visit: None,
    })
}

fn listed(office: &Office) -> Vec<DocumentView> {
    office
        .ask(ListDocuments { member: MEMBER })
        .unwrap()
        .documents
}

#[test]
fn a_photograph_is_kept_sealed_and_comes_back_as_a_picture() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    hand_over(&office, &photograph());
    let id = keep(&office, Purpose::Consent, " Consent to share ")
        .unwrap()
        .id;
    let views = listed(&office);
    assert_eq!(views.len(), 1);
    assert_eq!(
        (views[0].document.to_string(), views[0].title.as_str()),
        (id, "Consent to share")
    );
    assert_eq!(views[0].picture, PictureState::ToSend);
    let document = views[0].document;
    let picture = office
        .ask(ShowPicture {
            member: MEMBER,
            document,
        })
        .unwrap();
    assert_eq!(picture.media, "image/jpeg");
    let bytes = BASE64.decode(picture.bytes.as_bytes()).unwrap();
    let shown = image::load_from_memory_with_format(&bytes, ImageFormat::Jpeg).unwrap();
    assert_eq!((shown.width(), shown.height()), (900, 700));
    // What lies in the store is not the picture.
    let pieces = office.read(|reader| {
        let next = files::to_send(reader)?.remove(0);
        Ok(files::piece(reader, &next.file, 0)?.unwrap())
    });
    assert!(!pieces.starts_with(&[0xFF, 0xD8]));
    assert_ne!(pieces.get(..64), bytes.get(..64));
}

#[test]
fn what_is_no_picture_or_did_not_come_whole_is_refused_and_a_title_can_be_mended() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    let refused = |bytes: &[u8]| {
        hand_over(&office, bytes);
        keep(&office, Purpose::Letter, "Letter").err()
    };
    assert_eq!(refused(b"<html>"), Some(Failure::NotAPicture));
    assert_eq!(
        keep(&office, Purpose::Letter, "Letter").err(),
        Some(Failure::NotAPicture)
    );
    let photograph = photograph();
    office.ask(BeginPicture { bytes: 9 }).unwrap();
    assert_eq!(
        keep(&office, Purpose::Letter, "Letter").err(),
        Some(Failure::NotAPicture)
    );
    hand_over(&office, &photograph);
    let missing = Refusal {
        field: "title",
        why: care::Why::Missing,
    };
    assert_eq!(
        keep(&office, Purpose::Letter, " ").err(),
        Some(missing.into())
    );
    // It was not lost with the refusal.
    keep(&office, Purpose::Letter, "Letter").unwrap();
    assert_eq!(listed(&office).len(), 1);
    let too_long = BeginPicture {
        bytes: 100 * 1024 * 1024,
    };
    assert_eq!(office.ask(too_long).err(), Some(Failure::TooLarge));
}

#[test]
fn parts_come_in_order_and_no_more_than_was_said() {
    let office = Office::open();
    let part = |from| PicturePart {
        from,
        bytes: BASE64.encode(b"abcd"),
    };
    let wrong = |what: &str| {
        Some(Failure::BadRequest {
            what: what.to_owned(),
        })
    };
    assert_eq!(office.ask(part(0)).err(), wrong("from"));
    office.ask(BeginPicture { bytes: 6 }).unwrap();
    assert_eq!(office.ask(part(4)).err(), wrong("from"));
    office.ask(part(0)).unwrap();
    assert_eq!(office.ask(part(0)).err(), wrong("from"));
    assert_eq!(office.ask(part(4)).err(), wrong("bytes"));
}

#[test]
fn a_document_is_withdrawn_with_a_reason_and_goes_to_the_end() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    for title in ["The first", "The second"] {
        hand_over(&office, &photograph());
        keep(&office, Purpose::Other, title).unwrap();
    }
    let second = listed(&office)
        .into_iter()
        .find(|view| view.title == "The second")
        .unwrap();
    let withdraw = |reason: &str| WithdrawDocument {
        member: MEMBER,
        document: second.document,
        seen: Seen(second.seen.0.clone()),
        reason: reason.to_owned(),
    };
    assert!(office.ask(withdraw(" ")).is_err());
    office.ask(withdraw("Somebody else's card")).unwrap();
    let titles: Vec<_> = listed(&office)
        .into_iter()
        .map(|view| (view.title, view.withdrawn))
        .collect();
    let reason = Some("Somebody else's card".to_owned());
    assert_eq!(
        titles,
        [
            ("The first".to_owned(), None),
            ("The second".to_owned(), reason)
        ]
    );
}

#[test]
fn a_picture_of_nobody_here_is_refused_and_one_that_has_not_come_is_pending() {
    let office = Office::open();
    hand_over(&office, &photograph());
    assert_eq!(
        keep(&office, Purpose::Other, "Card").err(),
        Some(Failure::NotHere)
    );
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    let elsewhere = Document {
        purpose: Purpose::Letter,
        title: "From the hospital".to_owned(),
        taken: Taken {
            by: super::super::due::fixture::COLLEAGUE,
            at: 1,
        },
        file: SealedFile {
            blob: "0a".repeat(32),
            key: "0b".repeat(32),
            plain: "0c".repeat(32),
            bytes: 600_000,
            media: MEDIA.to_owned(),
        },
        visit: None,
        withdrawn: None,
    };
    office.put(MEMBER, 0x20, &elsewhere);
    assert_eq!(
        listed(&office)[0].picture,
        PictureState::Pending { done: 0, of: 3 }
    );
    let show = |member| ShowPicture {
        member,
        document: DocumentId(Uuid::from_u128(0x20)),
    };
    assert_eq!(
        office.ask(show(MEMBER)).err(),
        Some(Failure::PicturePending)
    );
    let other = MemberId(Uuid::from_u128(0x99));
    assert_eq!(office.ask(show(other)).err(), Some(Failure::NotHere));
}

#[test]
fn a_picture_that_does_not_open_or_is_none_is_never_shown() {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
    hand_over(&office, &photograph());
    keep(&office, Purpose::Consent, "Consent").unwrap();
    let id = listed(&office)[0].document;
    let kept = office.read(|reader| book::read::<Document>(reader, id));
    let kept = kept.unwrap().value;
    let shows = |change: fn(&mut SealedFile)| {
        let mut other = kept.clone();
        change(&mut other.file);
        office.put(MEMBER, 0x20, &other);
        let document = DocumentId(Uuid::from_u128(0x20));
        let member = MEMBER;
        office.ask(ShowPicture { member, document }).err()
    };
    assert_eq!(shows(|_| {}), None);
    let wrong_key = shows(|file| file.key = "0b".repeat(32));
    assert_eq!(wrong_key, Some(Failure::PictureDamaged));
    let no_key = shows(|file| file.key = "none".to_owned());
    assert_eq!(no_key, Some(Failure::PictureDamaged));
    let a_page = shows(|file| file.media = "text/html".to_owned());
    assert_eq!(a_page, Some(Failure::NotAPicture));
}
