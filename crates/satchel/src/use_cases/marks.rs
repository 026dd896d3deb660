//! No value in conflict leaves the core without its mark.
//!
//! Something of every kind that screens show is put in conflict, with words that occur nowhere else. Wherever an answer
//! says them, the object in which they stand, or one around it, must say that there are two answers. Every request that
//! reads is asked: one that is added has to be added here.

use std::collections::BTreeSet;

use care::{
    CareStand, CareStanding, Domain, EntityId, Goal, GoalProgress, HelperKind, HelperService,
    Infant, InfantStand, InfantStay, MemberId, Need, OfferAnswer, OfferSays, OutreachAnswer,
    PartnerProgramme, PerinatalCare, Pregnancy, PregnancyEnd, PregnancyEnding, ProgrammeStand,
    ProgrammeStanding, ReferralIn, ReferredFrom, SaidBy, ServiceBy, Standing, StatedAnswer,
    StatedFact, SupportPerson, VisitId, Words,
};
use serde_json::Value;
use uuid::Uuid;

use super::due::fixture::{MEMBER, day, episode, member, plan, step, task, visit};
use super::due::office::Office;
use crate::contract::{
    Page, Request, caseload, comprehensive, conflicts, eligibility, find, members, outreach,
    people, perinatal, plans, sharing, suggestions, today, visits,
};

/// What nothing else says.
const ASKED: &str = "zarzamora";

/// Requests that read, and show nothing that two people answer: who is here, how the exchange stands, papers (whose
/// answers are made once), assessments (which are signed), drafts, and the questions themselves.
const NOTHING_ASKED: [&str; 26] = [
    // The field's own lists, and figures.
    "outreach.lists",
    "help.show",
    // Signed, and never changed.
    "consents.show",
    "disclosures.list",
    "rights.show",
    "outreach.works",
    "audit.list",
    // The clinic's own words, which nobody answers.
    "glass.list",
    "glass.show",
    "assessments.list",
    "assessments.sheet",
    "assessments.show",
    "assessments.weigh",
    "comprehensive.list",
    "comprehensive.show",
    "session.show",
    "settings.show",
    "drafts.show",
    "sync.show",
    "devices.list",
    "incidents.list",
    "documents.list",
    "documents.picture",
    "reviews.list",
    "conflicts.list",
    "people.find",
];

/// Whether a value says that there are two answers.
fn is_mark(value: &Value) -> bool {
    match value {
        Value::Bool(asked) => *asked,
        Value::Number(count) => count.as_u64().is_some_and(|count| 0 < count),
        Value::Array(fields) => !fields.is_empty(),
        Value::Null | Value::String(_) | Value::Object(_) => false,
    }
}

/// Where the words stand without a mark around them.
fn unmarked(value: &Value, path: &str, marked: bool, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.contains(ASKED) && !marked => found.push(path.to_owned()),
        Value::Array(items) => {
            for item in items {
                unmarked(item, path, marked, found);
            }
        }
        Value::Object(parts) => {
            // How many questions there are in the whole satchel marks nothing.
            let of_all = |mark: &Value| mark.is_number() && !path.contains('>');
            let mark = parts.get("twoAnswers").filter(|mark| !of_all(mark));
            let marked = marked || mark.is_some_and(is_mark);
            for (part, value) in parts {
                // What is sent back with a change is read by nobody.
                if part != "seen" {
                    unmarked(value, &format!("{path} > {part}"), marked, found);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// A member of whom everything that has words has two answers.
fn asked_about_everything() -> Office {
    let office = Office::open();
    // Her name stands on every line; that it is asked about is marked in her record and in the caseload.
    let mut who = member("Ana", "Ruiz");
    who.pronouns = Some(ASKED.to_owned());
    office.put_in_conflict(MEMBER, 0x10, &who, "pronouns");
    let mut stood = episode(care::Stage::Active);
    for stage in &mut stood.stages {
        ASKED.clone_into(&mut stage.reason);
    }
    office.put_in_conflict(MEMBER, 0x21, &stood, "stages");
    office.put_in_conflict(MEMBER, 0x22, &plan("2026-02-09"), "reviewBy");
    let mut met = visit("2026-02-10", Some("09:00"));
    ASKED.clone_into(&mut met.appointment.where_words);
    office.put_in_conflict(MEMBER, 0x23, &met, "appointment");
    office.put_in_conflict(MEMBER, 0x31, &task(ASKED, Some("2026-02-11")), "what");
    office.put_in_conflict(MEMBER, 0x61, &step(ASKED, Some("2026-02-11")), "what");
    let words = |text: &str| Words {
        text: text.to_owned(),
        language: "en".to_owned(),
        translation: String::new(),
    };
    let goal = Goal {
        statement: words(ASKED),
        domain: Domain::Housing,
        rank: "n".to_owned(),
        progress: GoalProgress::default(),
        barrier: String::new(),
        strength: String::new(),
        from: None,
    };
    office.put_in_conflict(MEMBER, 0x60, &goal, "statement");
    let need = Need {
        domain: Domain::Food,
        standing: Standing::HasNeed,
        words: ASKED.to_owned(),
        asked_on: day("2026-01-05"),
    };
    office.put_in_conflict(MEMBER, 0x62, &need, "words");
    let friend = SupportPerson {
        name: ASKED.to_owned(),
        relation: "sister".to_owned(),
        phone: String::new(),
        may_know: String::new(),
    };
    office.put_in_conflict(MEMBER, 0x63, &friend, "name");
    let fact = StatedFact {
        fact: "ccs_enrolled".to_owned(),
        answer: StatedAnswer {
            values: vec!["yes".to_owned()],
            on: day("2026-01-05"),
            said_by: SaidBy::Member,
            words: ASKED.to_owned(),
        },
    };
    office.put_in_conflict(MEMBER, 0x64, &fact, "answer");
    asked_about_outreach(&office);
    office
}

fn asked_about_outreach(office: &Office) {
    let on = day("2026-01-05");
    let referral = ReferralIn {
        from: ReferredFrom {
            source: "plan".to_owned(),
            who: ASKED.to_owned(),
        },
        on,
        reason: String::new(),
    };
    office.put_in_conflict(MEMBER, 0x65, &referral, "from");
    let offer = OutreachAnswer {
        answer: OfferAnswer {
            says: OfferSays::NotNow,
            on,
            said_by: SaidBy::Member,
            words: ASKED.to_owned(),
        },
    };
    office.put_in_conflict(MEMBER, 0x66, &offer, "answer");
    let programme = PartnerProgramme {
        programme: "bih".to_owned(),
        stands: ProgrammeStand {
            is: ProgrammeStanding::In,
            on,
            said_by: SaidBy::Member,
            contact: ASKED.to_owned(),
        },
        ecm_provider: false,
        consult: None,
    };
    office.put_in_conflict(MEMBER, 0x67, &programme, "stands");
    asked_around_a_birth(office);
    // Somebody who was met, of whom it is not settled who named her.
    let met = MemberId(Uuid::from_u128(0x11));
    office.put(met, 0x11, &member("Rosa", "Lara"));
    office.put_in_conflict(met, 0x68, &referral, "from");
}

fn asked_around_a_birth(office: &Office) {
    let on = day("2026-01-20");
    let end = PregnancyEnd {
        what: PregnancyEnding::LiveBirth,
        on,
        place: ASKED.to_owned(),
    };
    let birth = Pregnancy {
        outcome: Some(end),
        ..Pregnancy::recorded(day("2025-06-01"))
    };
    office.put_in_conflict(MEMBER, 0x69, &birth, "outcome");
    let pregnancy = EntityId(Uuid::from_u128(0x69));
    let infant = Infant {
        pregnancy,
        order: 1,
        name: ASKED.to_owned(),
        born: on,
        sex: None,
        stays: InfantStand {
            is: InfantStay::WithFamily,
            since: on,
            words: ASKED.to_owned(),
        },
        member: None,
    };
    office.put_in_conflict(MEMBER, 0x6A, &infant, "name");
    for (id, item, about) in [(0x6B, "mood_early", ""), (0x6C, "bih_postpartum", "1")] {
        let care = PerinatalCare {
            pregnancy,
            item: item.to_owned(),
            about: about.to_owned(),
            stands: CareStand {
                is: CareStanding::Missed,
                on: day("2026-02-05"),
                place: ASKED.to_owned(),
                words: ASKED.to_owned(),
                said_by: SaidBy::Member,
            },
        };
        office.put_in_conflict(MEMBER, id, &care, "stands");
    }
    let helped = HelperService {
        pregnancy,
        by: ServiceBy {
            kind: HelperKind::Doula,
            name: ASKED.to_owned(),
        },
        service: "navigation".to_owned(),
        on,
    };
    office.put_in_conflict(MEMBER, 0x6D, &helped, "by");
}

/// Each answer as the screen gets it, by its request's name.
fn answers(office: &Office) -> Vec<(&'static str, Value)> {
    macro_rules! asked {
        ($($request:ident = $value:expr),+ $(,)?) => {
            vec![$((
                <$request as Request>::NAME,
                serde_json::to_value(office.ask($value).unwrap()).unwrap(),
            )),+]
        };
    }
    use caseload::ListCaseload;
    use comprehensive::BeginComprehensive;
    use eligibility::ShowEligibility;
    use find::FindWritten;
    use members::{ListTimeline, ShowHealth, ShowMember};
    use outreach::{ListOutreach, ShowOutreach};
    use people::{FindAlike, Said};
    use perinatal::ShowPerinatal;
    use plans::ShowPlan;
    use sharing::{ShowTags, WeighSharing};
    use suggestions::ListSuggestions;
    use today::ShowToday;
    use visits::{ListVisits, ShowVisit};
    let page = Page {
        offset: 0,
        limit: 50,
    };
    let whole: ListCaseload = serde_json::from_value(serde_json::json!({
        "whose": "team", "only": "everyone", "page": { "offset": 0, "limit": 50 },
    }))
    .unwrap();
    let to_find: ListOutreach = serde_json::from_value(serde_json::json!({
        "whose": "team", "only": "to_find", "page": { "offset": 0, "limit": 50 },
    }))
    .unwrap();
    let to_share: WeighSharing = serde_json::from_value(serde_json::json!({
        "member": MEMBER, "to": { "kind": "member", "name": "Ana Ruiz", "outOfState": false },
        "purpose": "other", "what": ["plan"],
    }))
    .unwrap();
    let said = Said {
        given: "Ana".to_owned(),
        family: "Ruiz".to_owned(),
        birth_date: Some(day("1990-06-15")),
        ..Said::default()
    };
    let (member, visit) = (MEMBER, VisitId(Uuid::from_u128(0x23)));
    asked!(
        ShowToday = ShowToday {},
        ListCaseload = whole,
        ShowMember = ShowMember { member },
        ShowHealth = ShowHealth { member },
        ListTimeline = ListTimeline { member, page },
        ShowEligibility = ShowEligibility { member },
        ListOutreach = to_find,
        ShowOutreach = ShowOutreach { member },
        ShowPerinatal = ShowPerinatal { member },
        ShowPlan = ShowPlan { member },
        ListVisits = ListVisits { member, page },
        ShowVisit = ShowVisit { visit },
        ShowTags = ShowTags { member },
        WeighSharing = to_share,
        ListSuggestions = ListSuggestions { member },
        BeginComprehensive = BeginComprehensive {
            member,
            corrects: None
        },
        FindAlike = FindAlike { said },
        FindWritten = FindWritten {
            text: ASKED.to_owned()
        },
    )
}

#[test]
fn no_answer_says_what_two_people_answered_differently_without_its_mark() {
    let office = asked_about_everything();
    let mut said = 0;
    for (name, answer) in answers(&office) {
        let mut found = Vec::new();
        unmarked(&answer, name, false, &mut found);
        assert_eq!(found, Vec::<String>::new());
        said += answer.to_string().matches(ASKED).count();
    }
    assert!(10 < said, "the words are said: {said}");
}

#[test]
fn every_request_that_reads_is_looked_at() {
    let office = asked_about_everything();
    let looked_at: BTreeSet<&str> = answers(&office).into_iter().map(|(name, _)| name).collect();
    let printed = crate::contract::typescript();
    let topics = printed.split("topicsOf").nth(1).unwrap();
    let reading = topics.lines().filter_map(|line| {
        let (name, topics) = line.trim().strip_prefix('"')?.split_once("\": [")?;
        (!topics.starts_with(']')).then_some(name)
    });
    for name in reading {
        let is_known = looked_at.contains(name) || NOTHING_ASKED.contains(&name);
        assert!(is_known, "{name} shows something: look at it here");
    }
    assert_eq!(conflicts::ListConflicts::NAME, "conflicts.list");
}
