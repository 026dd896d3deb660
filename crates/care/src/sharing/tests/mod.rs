//! Every segment by every recipient, state of a consent, purpose and age.

mod no;
mod single;

use std::fmt::Write as _;

use super::*;
use crate::consent::{Answered, Consent, ConsentKind, Provision, SignedBy, Signing, standing};
use crate::{MemberId, NoteAuthor, StaffId};
use expect_test::expect_file;
use uuid::Uuid;

const ON: &str = "2026-06-15";
const AGES: [u32; 5] = [11, 12, 15, 17, 18];
const NAME: &str = "Casa Abril";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Of that age since a month.
fn born(age: u32) -> Option<NaiveDate> {
    let months = age.checked_mul(12)?.checked_add(1)?;
    day(ON).checked_sub_months(chrono::Months::new(months))
}

fn to(kind: RecipientKind) -> Recipient {
    Recipient {
        kind,
        name: NAME.to_owned(),
        address: String::new(),
        out_of_state: false,
    }
}

/// Every segment, and none.
fn segments() -> impl Iterator<Item = Option<Tag>> {
    Tag::ALL.iter().copied().map(Some).chain([None])
}

/// How her consent stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum State {
    None,
    Signed,
    Verbal,
    NotYet,
    Expired,
    Withdrawn,
    Superseded,
    Incomplete,
    Refused,
    Denied,
}

const STATES: [State; 10] = [
    State::None,
    State::Signed,
    State::Verbal,
    State::NotYet,
    State::Expired,
    State::Withdrawn,
    State::Superseded,
    State::Incomplete,
    State::Refused,
    State::Denied,
];

/// The form that permits a segment, naming the recipient, for every purpose it can be for.
fn form(about: Option<Tag>, kind: RecipientKind, purposes: &[ShareFor]) -> Consent {
    let form = match about {
        Some(Tag::Psychnotes) => ConsentKind::CounsellingNotes,
        Some(Tag::Part2) => ConsentKind::Part2Specific,
        Some(_) | None => ConsentKind::Roi,
    };
    Consent {
        template: Consent::TEMPLATE,
        member: MemberId(Uuid::from_u128(2)),
        kind: form,
        form: String::new(),
        language: "en".to_owned(),
        signed_by: SignedBy::Member,
        signer: String::new(),
        signing: Signing::Touch {
            strokes: vec![vec![[1, 1]]],
        },
        on: day("2026-06-01"),
        from: day("2026-06-01"),
        until: Some(day("2026-12-31")),
        provisions: vec![Provision {
            about,
            answered: Answered::Share,
            to_kind: Some(kind),
            to_name: NAME.to_owned(),
            purposes: purposes.to_vec(),
        }],
        refused: None,
        supersedes: Vec::new(),
        knew: Vec::new(),
        external_id: String::new(),
        author: NoteAuthor {
            staff: StaffId(Uuid::from_u128(3)),
            signature: String::new(),
        },
        signed_at: 1,
    }
}

fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

fn in_state(state: State, mut one: Consent) -> Vec<(RecordId, Consent)> {
    match state {
        State::None => return Vec::new(),
        State::Signed | State::Withdrawn => {}
        State::Verbal => {
            one.signing = Signing::Verbal {
                witness: "Mrs. Leung".to_owned(),
            };
        }
        State::NotYet => one.from = day("2026-06-16"),
        State::Expired => one.until = Some(day("2026-06-14")),
        State::Incomplete => one.until = None,
        State::Refused => one.refused = Some(String::new()),
        State::Superseded => {
            let mut newer = one.clone();
            newer.provisions[0].answered = Answered::NotAsked;
            newer.supersedes = vec![id(1)];
            return vec![(id(1), one), (id(2), newer)];
        }
        State::Denied => {
            let mut no = one.clone();
            no.provisions[0].answered = Answered::Keep;
            no.provisions[0].purposes.clear();
            return vec![(id(1), one), (id(2), no)];
        }
    }
    vec![(id(1), one)]
}

/// One question of the table.
#[derive(Clone, Copy, Debug)]
struct Case {
    about: Option<Tag>,
    kind: RecipientKind,
    purpose: ShareFor,
    state: State,
    age: u32,
}

fn decided(case: Case) -> Decided {
    let purposes = [case.purpose];
    let consents = in_state(case.state, form(case.about, case.kind, &purposes));
    let withdrawn = if case.state == State::Withdrawn {
        vec![(id(9), taken_back())]
    } else {
        Vec::new()
    };
    asked(case, &consents, &withdrawn)
}

fn taken_back() -> crate::ConsentWithdrawn {
    crate::ConsentWithdrawn {
        template: 1,
        member: MemberId(Uuid::from_u128(2)),
        of: vec![id(1)],
        all_sharing: false,
        on: day(ON),
        how: crate::WithdrawnHow::Verbal,
        reason: String::new(),
        author: form(None, RecipientKind::Plan, &[]).author,
        signed_at: 2,
    }
}

fn asked(
    case: Case,
    consents: &[(RecordId, Consent)],
    withdrawn: &[(RecordId, crate::ConsentWithdrawn)],
) -> Decided {
    let born = born(case.age);
    let stood = standing(consents, withdrawn, born, day(ON));
    let parts: Vec<Tags> = vec![case.about.into_iter().collect()];
    let stopped: Vec<RecordId> = withdrawn
        .iter()
        .filter(|(_, taken)| taken.all_sharing)
        .map(|(id, _)| *id)
        .collect();
    decide(&Disclosing {
        parts: &parts,
        things: &[],
        restrictions: &[],
        to: &to(case.kind),
        purpose: case.purpose,
        on: day(ON),
        consents: &stood,
        stopped: &stopped,
        calaim: true,
        born,
    })
}

fn goes(decided: &Decided) -> bool {
    matches!(decided, Decided::Goes { .. })
}

fn all_cases() -> Vec<Case> {
    let mut all = Vec::new();
    for about in segments() {
        for kind in RecipientKind::ALL {
            for purpose in ShareFor::ALL {
                for state in STATES {
                    for age in AGES {
                        all.push(Case {
                            about,
                            kind: *kind,
                            purpose: *purpose,
                            state,
                            age,
                        });
                    }
                }
            }
        }
    }
    all
}

/// R232: for every recipient, segment and state of a consent.
#[test]
fn a_consent_that_does_not_stand_permits_nothing_that_would_not_go_without_it() {
    for case in all_cases() {
        let without = decided(Case {
            state: State::None,
            ..case
        });
        match case.state {
            State::NotYet
            | State::Expired
            | State::Withdrawn
            | State::Superseded
            | State::Incomplete => assert_eq!(goes(&decided(case)), goes(&without), "{case:?}"),
            State::None | State::Signed | State::Verbal | State::Refused | State::Denied => {}
        }
    }
}

fn is_for_staff(about: Option<Tag>) -> bool {
    matches!(about, Some(Tag::MandatedReport | Tag::WorkerSafety))
}

#[test]
fn what_is_for_staff_alone_is_in_no_copy_for_anybody() {
    for case in all_cases() {
        if is_for_staff(case.about) {
            let within = case.kind == RecipientKind::OwnTeam;
            assert_eq!(goes(&decided(case)), within, "{case:?}");
        }
    }
}

#[test]
fn a_no_wins_over_a_yes_except_for_her_own_record_her_team_and_her_life() {
    for case in all_cases() {
        // A form she was asked to sign and refused is a no to what it is about.
        let no = matches!(case.state, State::Denied | State::Refused);
        if !no || is_for_staff(case.about) {
            continue;
        }
        let hers = matches!(case.kind, RecipientKind::Member | RecipientKind::OwnTeam);
        let life =
            case.kind == RecipientKind::TreatingProvider && case.purpose == ShareFor::Emergency;
        let exempt = (hers || life) && case.about != Some(Tag::Psychnotes);
        assert_eq!(goes(&decided(case)), exempt, "{case:?}");
    }
}

#[test]
fn what_she_stopped_does_not_go_on_any_ground_but_her_own_copy_her_team_and_her_life() {
    for case in all_cases() {
        if case.state != State::Signed || is_for_staff(case.about) {
            continue;
        }
        let consents = in_state(case.state, form(case.about, case.kind, &[case.purpose]));
        let taken = crate::ConsentWithdrawn {
            of: Vec::new(),
            all_sharing: true,
            ..taken_back()
        };
        let hers = matches!(case.kind, RecipientKind::Member | RecipientKind::OwnTeam);
        let life =
            case.kind == RecipientKind::TreatingProvider && case.purpose == ShareFor::Emergency;
        let exempt = (hers || life) && case.about != Some(Tag::Psychnotes);
        let decided = asked(case, &consents, &[(id(9), taken)]);
        assert_eq!(goes(&decided), exempt, "{case:?}");
    }
}

#[test]
fn what_rests_on_her_word_alone_is_in_no_segment() {
    for case in all_cases() {
        let without = Case {
            state: State::None,
            ..case
        };
        if case.state == State::Verbal && case.about.is_some() {
            assert_eq!(goes(&decided(case)), goes(&decided(without)), "{case:?}");
        }
    }
}

#[test]
fn part_2_leaves_only_with_the_statement_and_with_the_consent_it_rests_on() {
    for case in all_cases() {
        let outside = !matches!(case.kind, RecipientKind::Member | RecipientKind::OwnTeam);
        if case.about != Some(Tag::Part2) || !outside {
            continue;
        }
        if let Decided::Goes {
            notices,
            consents,
            basis,
            ..
        } = decided(case)
        {
            assert!(notices.contains(&Notice::Part2), "{case:?}");
            let without = basis.contains(&Basis::Emergency) || basis.contains(&Basis::Guardian);
            assert!(without || !consents.is_empty(), "{case:?}");
            let emergency = basis.contains(&Basis::Emergency);
            assert!(
                emergency || case.purpose != ShareFor::Legal || !consents.is_empty(),
                "{case:?}"
            );
        }
    }
}

/// R105 in part: what may go to her family is checked; their consent is not kept with each of them.
#[test]
fn nothing_of_violence_goes_to_her_household_and_counselling_notes_go_by_their_own_form_alone() {
    for case in all_cases() {
        let decided = decided(case);
        let household = matches!(case.kind, RecipientKind::Family | RecipientKind::Guardian);
        if case.about == Some(Tag::Dv) && household {
            assert!(!goes(&decided), "{case:?}");
        }
        if case.about == Some(Tag::Psychnotes) && goes(&decided) {
            assert_eq!(case.state, State::Signed, "{case:?}");
        }
    }
}

/// The whole of it, to be read: every segment and recipient; for treatment and for housing; without a consent (capital:
/// it goes), with her signed one, at each age.
#[test]
fn what_goes_to_whom() {
    let mut table = String::from(
        "Each group is ages 11 12 15 17 18. Y goes without a consent, c with one she signed herself, - not even then.\n\n",
    );
    for purpose in [ShareFor::Treatment, ShareFor::Housing, ShareFor::Legal] {
        write!(table, "{:<12}", purpose.code()).unwrap();
        for kind in RecipientKind::ALL {
            write!(table, " {:<17}", kind.code()).unwrap();
        }
        table.push('\n');
        for about in segments() {
            write!(table, "{:<12}", about.map_or("none", Tag::code)).unwrap();
            for kind in RecipientKind::ALL {
                let marks: String = AGES
                    .iter()
                    .map(|age| {
                        let case = |state| Case {
                            about,
                            kind: *kind,
                            purpose,
                            state,
                            age: *age,
                        };
                        match (
                            goes(&decided(case(State::None))),
                            goes(&decided(case(State::Signed))),
                        ) {
                            (true, _) => 'Y',
                            (false, true) => 'c',
                            (false, false) => '-',
                        }
                    })
                    .collect();
                write!(table, " {marks:<17}").unwrap();
            }
            table.truncate(table.trim_end().len());
            table.push('\n');
        }
        table.push('\n');
    }
    expect_file!["../decided.txt"].assert_eq(&table);
}
