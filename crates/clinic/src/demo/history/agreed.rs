//! Consents of the demo's past: what a few of its people allowed, and with whom.

use std::collections::BTreeMap;

use care::{
    Answered, Consent, ConsentKind, MemberId, NoteAuthor, Provision, RecipientKind, ShareFor,
    SignedBy, Signing, StaffId, Tag,
};
use chrono::{Days, Local, NaiveDate, NaiveTime, TimeZone};
use sync::StreamId;

use super::laptop::Laptop;
use super::weekday;
use crate::demo::imported;
use crate::demo::people::INES;
use crate::ledger::{LedgerError, Tx};

/// A consent of the past.
struct Agreed {
    of: &'static str,
    ago: u64,
    time: &'static str,
    kind: ConsentKind,
    language: &'static str,
    /// With whom, and for what; absent for what is not about sharing.
    to: Option<(RecipientKind, &'static str, ShareFor)>,
    shares: &'static [Option<Tag>],
    keeps: &'static [Option<Tag>],
    /// It holds for so many days.
    days: Option<u64>,
}

const ALL: &[Agreed] = &[
    Agreed {
        of: "7019a5c5",
        ago: 91,
        time: "10:20",
        kind: ConsentKind::EcmOptIn,
        language: "es",
        to: None,
        shares: &[],
        keeps: &[],
        days: None,
    },
    Agreed {
        of: "7019a5c5",
        ago: 86,
        time: "10:40",
        kind: ConsentKind::Roi,
        language: "es",
        to: Some((RecipientKind::Community, "Casa Abril", ShareFor::Housing)),
        shares: &[None],
        keeps: &[Some(Tag::Mh)],
        days: Some(365),
    },
    Agreed {
        of: "7019a5c5",
        ago: 86,
        time: "10:45",
        kind: ConsentKind::Photo,
        language: "es",
        to: None,
        shares: &[],
        keeps: &[],
        days: None,
    },
    Agreed {
        of: "16b9a4bc",
        ago: 80,
        time: "11:10",
        kind: ConsentKind::EcmOptIn,
        language: "en",
        to: None,
        shares: &[],
        keeps: &[],
        days: None,
    },
    Agreed {
        of: "16b9a4bc",
        ago: 80,
        time: "11:20",
        kind: ConsentKind::Roi,
        language: "en",
        to: Some((
            RecipientKind::Community,
            "Black Infant Health",
            ShareFor::CareCoordination,
        )),
        shares: &[None, Some(Tag::Mh)],
        keeps: &[],
        days: Some(60),
    },
    Agreed {
        of: "742cdc6d",
        ago: 60,
        time: "14:30",
        kind: ConsentKind::Part2Tpo,
        language: "en",
        to: Some((
            RecipientKind::TreatingProvider,
            "",
            ShareFor::CareCoordination,
        )),
        shares: &[Some(Tag::Part2)],
        keeps: &[],
        days: None,
    },
];

/// Every consent of the past; who writes it down is put in by whoever does.
pub(super) fn all(
    numbers: &BTreeMap<String, MemberId>,
    today: NaiveDate,
) -> Result<Vec<Consent>, LedgerError> {
    let here = ALL
        .iter()
        .filter_map(|one| Some((one, imported(numbers, one.of)?)));
    here.map(|(one, member)| consent(one, member, today).ok_or(LedgerError::Malformed))
        .collect()
}

fn consent(one: &Agreed, member: MemberId, today: NaiveDate) -> Option<Consent> {
    let on = weekday(today.checked_sub_days(Days::new(one.ago))?);
    let time = NaiveTime::parse_from_str(one.time, "%H:%M").ok()?;
    let at = Local.from_local_datetime(&on.and_time(time)).earliest()?;
    let signing = match one.to {
        Some(_) => Signing::Touch { strokes: written() },
        None => Signing::Verbal {
            witness: String::new(),
        },
    };
    Some(Consent {
        template: Consent::TEMPLATE,
        member,
        kind: one.kind,
        form: String::new(),
        language: one.language.to_owned(),
        signed_by: SignedBy::Member,
        signer: String::new(),
        signing,
        on,
        from: on,
        until: one
            .days
            .and_then(|days| on.checked_add_days(Days::new(days))),
        provisions: provisions(one),
        refused: None,
        supersedes: Vec::new(),
        knew: Vec::new(),
        external_id: String::new(),
        author: NoteAuthor {
            staff: StaffId(member.0),
            signature: String::new(),
        },
        signed_at: at.timestamp_millis(),
    })
}

fn provisions(one: &Agreed) -> Vec<Provision> {
    let Some((kind, name, purpose)) = one.to else {
        return Vec::new();
    };
    let provision = |about: &Option<Tag>, answered| Provision {
        about: *about,
        answered,
        to_kind: Some(kind),
        to_name: name.to_owned(),
        purposes: if answered == Answered::Share {
            vec![purpose]
        } else {
            Vec::new()
        },
    };
    let shares = one
        .shares
        .iter()
        .map(|about| provision(about, Answered::Share));
    let keeps = one
        .keeps
        .iter()
        .map(|about| provision(about, Answered::Keep));
    shares.chain(keeps).collect()
}

/// A signature that is nobody's.
fn written() -> Vec<Vec<[u16; 2]>> {
    vec![
        vec![
            [120, 240],
            [170, 130],
            [210, 90],
            [225, 150],
            [190, 250],
            [230, 270],
            [290, 200],
            [330, 180],
            [345, 225],
            [370, 240],
            [420, 190],
            [450, 185],
            [470, 235],
            [520, 220],
            [580, 180],
            [620, 190],
            [650, 230],
            [720, 215],
            [830, 170],
        ],
        vec![[300, 300], [500, 280], [720, 270]],
    ]
}

/// Inés writes it down on her device.
pub(super) fn send(
    tx: &mut Tx<'_>,
    laptops: &mut BTreeMap<&str, Laptop>,
    consent: Consent,
) -> Result<(), LedgerError> {
    let laptop = laptops.get_mut(INES).ok_or(LedgerError::Malformed)?;
    let stream = StreamId::Member(consent.member);
    laptop.agrees(tx, &stream, consent)
}
