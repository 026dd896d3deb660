//! The list of all kinds of entity, and how to find a kind's field table by its word.

use chrono::NaiveDate;
use serde::{Deserialize as _, Deserializer};

use crate::{
    Allergy, DeviceKey, Document, Encounter, Entity, Episode, Field, Glass, Goal, HelperService,
    Infant, Intervention, Medicine, Member, Need, OutreachAnswer, OutsidePlan, PartnerProgramme,
    PerinatalCare, Plan, Pregnancy, Problem, ReferralIn, Refusal, Review, Staff, StatedFact,
    SupportPerson, Task, Visit,
};

/// Every kind of entity with its field table, by the word under which it is stored and sent.
pub const ENTITY_KINDS: &[(&str, &[Field])] = &[
    (Allergy::KIND, Allergy::FIELDS),
    (DeviceKey::KIND, DeviceKey::FIELDS),
    (Document::KIND, Document::FIELDS),
    (Encounter::KIND, Encounter::FIELDS),
    (Episode::KIND, Episode::FIELDS),
    (Glass::KIND, Glass::FIELDS),
    (Goal::KIND, Goal::FIELDS),
    (HelperService::KIND, HelperService::FIELDS),
    (Infant::KIND, Infant::FIELDS),
    (Intervention::KIND, Intervention::FIELDS),
    (Medicine::KIND, Medicine::FIELDS),
    (Member::KIND, Member::FIELDS),
    (Need::KIND, Need::FIELDS),
    (OutreachAnswer::KIND, OutreachAnswer::FIELDS),
    (OutsidePlan::KIND, OutsidePlan::FIELDS),
    (PartnerProgramme::KIND, PartnerProgramme::FIELDS),
    (PerinatalCare::KIND, PerinatalCare::FIELDS),
    (Plan::KIND, Plan::FIELDS),
    (Pregnancy::KIND, Pregnancy::FIELDS),
    (Problem::KIND, Problem::FIELDS),
    (ReferralIn::KIND, ReferralIn::FIELDS),
    (Review::KIND, Review::FIELDS),
    (Staff::KIND, Staff::FIELDS),
    (StatedFact::KIND, StatedFact::FIELDS),
    (SupportPerson::KIND, SupportPerson::FIELDS),
    (Task::KIND, Task::FIELDS),
    (Visit::KIND, Visit::FIELDS),
];

/// The field table of a kind; absent for a kind this version does not know.
pub fn fields_of(kind: &str) -> Option<&'static [Field]> {
    ENTITY_KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map(|(_, fields)| *fields)
}

/// Reads an entity of any kind and checks it. `None` if there is no such kind, or it is not one of it.
pub fn check<'de, D: Deserializer<'de>>(
    kind: &str,
    from: D,
    today: NaiveDate,
) -> Option<Result<(), Refusal>> {
    macro_rules! of {
        ($($name:ident),+) => {
            match kind {
                $($name::KIND => Some($name::deserialize(from).ok()?.check(today)),)+
                _ => None,
            }
        };
    }
    of!(
        Allergy,
        DeviceKey,
        Document,
        Encounter,
        Episode,
        Glass,
        Goal,
        HelperService,
        Infant,
        Intervention,
        Medicine,
        Member,
        Need,
        OutreachAnswer,
        OutsidePlan,
        PartnerProgramme,
        PerinatalCare,
        Plan,
        Pregnancy,
        Problem,
        ReferralIn,
        Review,
        Staff,
        StatedFact,
        SupportPerson,
        Task,
        Visit
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::*;
    use serde_json::{Value, json};
    use std::collections::BTreeSet;

    /// Every optional part filled in, so that the JSON shows every field there is.
    fn full(kind: &str) -> Value {
        let id = "00000000-0000-7000-8000-000000000001";
        let source = json!({"system": "s", "file": "f", "entry": "e", "recorded": "2026-01-01"});
        let coding = json!({"system": "s", "code": "c", "display": "d"});
        match kind {
            "allergy" => {
                json!({"coding": coding, "reaction": "r", "status": "active", "source": source})
            }
            "device_key" => json!({"device": id, "staff": id, "publicKey": "k"}),
            "encounter" => {
                json!({"class": "emergency", "what": "w", "start": "2026-01-01", "end": "2026-01-02",
                "preventable": true, "unplanned": false, "bhRelated": true, "source": source})
            }
            "episode" => {
                json!({"stages": [{"stage": "identified", "on": "2026-01-01", "by": id, "reason": "r"}],
                "leads": [{"staff": id, "on": "2026-01-01", "reason": "r"}],
                "team": [{"staff": id, "role": "nurse"}], "populations": ["p"]})
            }
            "intervention" => json!({"goal": id, "what": "w", "owner": {"staff": id, "words": "w"},
                "due": "2026-01-01", "done": {"status": "dropped", "on": "2026-01-01", "by": id, "reason": "r"}}),
            "medicine" => {
                json!({"coding": coding, "status": "taking", "instructions": "i", "since": "2026-01-01",
                "source": source})
            }
            "member" => json!({"names": {"given": ["g"], "family": "f", "preferred": "p",
                    "others": [{"use": "maiden", "text": "t"}]},
                "birthDate": "1990-01-01", "sex": "female", "pronouns": "she/her",
                "race": [{"code": "2054-5", "display": "Black", "saidBy": "self"}],
                "ethnicity": [{"code": "2186-5", "display": "Not Hispanic", "saidBy": "self"}], "languages": ["en"],
                "identifiers": [{"system": "s", "value": "v"}], "cin": "80412277D",
                "phones": [{"number": "n", "use": "home"}],
                "addresses": [{"lines": ["l"], "city": "c", "state": "s", "postalCode": "p"}],
                "home": {"kind": "shelter", "words": "w", "since": "2026-01-01"},
                "door": {"say": "s", "voicemail": "never", "dangers": "d"}, "risk": "high", "healthPlan": "h",
                "source": source, "sameAs": id}),
            "need" => {
                json!({"domain": "food", "standing": "has_need", "words": "w", "askedOn": "2026-01-01"})
            }
            "outside_plan" => {
                json!({"title": "t", "status": "active", "since": "2026-01-01", "activities": ["a"],
                "goals": ["g"], "source": source})
            }
            "plan" => {
                json!({"agreed": {"on": "2026-01-01", "language": "es", "with": id}, "reviewBy": "2026-04-01"})
            }
            "pregnancy" => {
                json!({"onset": "2026-01-01", "end": "2026-01-02", "coding": coding, "source": source,
                "dating": {"due": "2026-10-08", "method": "lmp", "lmp": "2026-01-01"},
                "births": {"gravida": 2, "para": 1}, "babies": 1,
                "outcome": {"what": "live_birth", "on": "2026-01-02", "place": "p"},
                "helpers": [{"kind": "doula", "name": "n", "words": "w"}]})
            }
            "helper_service" => json!({"pregnancy": id, "by": {"kind": "chw", "name": "n"},
                "service": "s", "on": "2026-01-01"}),
            "infant" => {
                json!({"pregnancy": id, "order": 1, "name": "n", "born": "2026-01-01", "sex": "female",
                "stays": {"is": "nicu", "since": "2026-01-01", "words": "w"}, "member": id})
            }
            "perinatal_care" => json!({"pregnancy": id, "item": "i", "about": "1",
                "stands": {"is": "done", "on": "2026-01-01", "place": "p", "words": "w", "saidBy": "member"}}),
            "problem" => {
                json!({"coding": coding, "status": "active", "onset": "2026-01-01", "abated": "2026-01-02",
                "source": source})
            }
            other => full_of_work(other),
        }
    }

    /// The kinds of what is done and by whom.
    fn full_of_work(kind: &str) -> Value {
        let id = "00000000-0000-7000-8000-000000000001";
        match kind {
            "break_glass" => {
                json!({"staff": id, "device": id, "reason": "other", "words": "w", "at": 1,
                "until": 2, "ended": 2,
                "weighed": {"verdict": "justified", "by": id, "at": 3, "words": "w"}})
            }
            "document" => {
                let hex = "0a".repeat(32);
                json!({"purpose": "consent", "title": "t", "visit": id,
                    "taken": {"by": id, "at": 1},
                    "file": {"blob": hex, "key": hex, "plain": hex, "bytes": 1, "media": "image/jpeg"},
                    "withdrawn": {"on": "2026-01-01", "by": id, "reason": "r"}})
            }
            "goal" => {
                json!({"statement": {"text": "t", "language": "es", "translation": "t"}, "domain": "food",
                "rank": "n", "progress": {"status": "moving", "reason": "r", "on": "2026-01-01"}, "barrier": "b",
                "strength": "s", "from": {"suggestion": "s", "by": "screening", "code": "phq9", "says": "s",
                "on": "2026-01-01", "facts": "f"}})
            }
            "outreach_answer" => json!({"answer":
                {"says": "not_now", "on": "2026-01-01", "saidBy": "member", "words": "w"}}),
            "partner_programme" => json!({"programme": "bih", "ecmProvider": false, "consult": id,
                "stands": {"is": "in", "on": "2026-01-01", "saidBy": "member", "contact": "c"}}),
            "referral_in" => json!({"from": {"source": "plan", "who": "w"}, "on": "2026-01-01",
                "reason": "r"}),
            "review" => {
                json!({"why": "out_of_scope", "op": id, "author": id, "writtenAt": 1, "receivedAt": 2,
                "kind": "goal", "about": id, "says": "{}", "cause": [id],
                "done": {"status": "filed", "by": id, "on": "2026-01-01", "words": "w"}})
            }
            "staff" => json!({"names": {"given": ["g"], "family": "f", "preferred": "p",
                "others": [{"use": "maiden", "text": "t"}]}, "role": "nurse", "credentials": "RN"}),
            "stated_fact" => json!({"fact": "homeless_status",
                "answer": {"values": ["v"], "on": "2026-01-01", "saidBy": "plan", "words": "w"}}),
            "support_person" => json!({"name": "n", "relation": "r", "phone": "p", "mayKnow": "m"}),
            "task" => {
                json!({"what": "w", "owner": {"staff": id, "words": "w"}, "due": "2026-01-01",
                "done": {"status": "dropped", "on": "2026-01-01", "by": id, "reason": "r"},
                "alert": {"instrument": "i", "rule": "r", "act": "called_988", "words": "w", "by": id, "at": 1}})
            }
            "visit" => {
                json!({"appointment": {"type": "visit", "modality": "in_person", "place": "home",
                    "whereWords": "w", "day": "2026-01-01", "time": "09:00", "staff": id},
                "started": {"at": 1, "by": id}, "notHeld": {"reason": "unsafe", "words": "w", "at": 1}})
            }
            other => panic!("no full example of {other}"),
        }
    }

    fn round_trip(kind: &str, value: Value) -> Value {
        macro_rules! through {
            ($($name:ident),+) => {
                match kind {
                    $($name::KIND => serde_json::to_value(serde_json::from_value::<$name>(value).unwrap()),)+
                    other => panic!("{other} is in no type"),
                }
            };
        }
        through!(
            Allergy,
            DeviceKey,
            Document,
            Encounter,
            Episode,
            Glass,
            Goal,
            HelperService,
            Infant,
            Intervention,
            Medicine,
            Member,
            Need,
            OutreachAnswer,
            OutsidePlan,
            PartnerProgramme,
            PerinatalCare,
            Plan,
            Pregnancy,
            Problem,
            ReferralIn,
            Review,
            Staff,
            StatedFact,
            SupportPerson,
            Task,
            Visit
        )
        .unwrap()
    }

    fn keys(value: &Value) -> BTreeSet<String> {
        match value.as_array() {
            Some(items) => keys(&items[0]),
            None => value
                .as_object()
                .map(|map| map.keys().cloned().collect())
                .unwrap_or_default(),
        }
    }

    #[test]
    fn every_field_of_every_type_has_an_entry_and_every_entry_a_field() {
        for (kind, fields) in ENTITY_KINDS {
            let stored = round_trip(kind, full(kind));
            assert_eq!(stored, full(kind), "{kind} comes back as it was stored");
            let listed: BTreeSet<String> = fields.iter().map(|field| field.id.to_owned()).collect();
            assert_eq!(keys(&stored), listed, "{kind}");
            for field in *fields {
                if !field.group.is_empty() {
                    let parts: BTreeSet<String> =
                        field.group.iter().map(|part| (*part).to_owned()).collect();
                    assert_eq!(keys(&stored[field.id]), parts, "{kind}.{}", field.id);
                }
            }
        }
    }

    #[test]
    fn a_kind_from_a_newer_version_is_not_known() {
        assert_eq!(fields_of("horoscope"), None);
    }

    #[test]
    fn no_debug_text_says_anything_of_anybody() {
        macro_rules! printed {
            ($kind:expr, $value:expr, $($name:ident),+) => {
                match $kind {
                    $($name::KIND => {
                        let read = serde_json::from_value::<$name>($value).unwrap();
                        (format!("{read:?}"), concat!(stringify!($name), "(…)"))
                    })+
                    other => panic!("{other} is in no type"),
                }
            };
        }
        for (kind, _) in ENTITY_KINDS {
            let (printed, expected) = printed!(
                *kind,
                full(kind),
                Allergy,
                DeviceKey,
                Document,
                Encounter,
                Episode,
                Glass,
                Goal,
                HelperService,
                Infant,
                Intervention,
                Medicine,
                Member,
                Need,
                OutreachAnswer,
                OutsidePlan,
                PartnerProgramme,
                PerinatalCare,
                Plan,
                Pregnancy,
                Problem,
                ReferralIn,
                Review,
                Staff,
                StatedFact,
                SupportPerson,
                Task,
                Visit
            );
            assert_eq!(printed, expected);
        }
    }

    #[test]
    fn no_debug_text_of_a_part_says_anything_either() {
        macro_rules! parts {
            ($($name:ident at $place:literal of $kind:literal),+ $(,)?) => {$(
                let part = full($kind).pointer($place).unwrap().clone();
                let read = serde_json::from_value::<$name>(part).unwrap();
                assert_eq!(format!("{read:?}"), concat!(stringify!($name), "(…)"));
            )+};
        }
        parts!(
            Address at "/addresses/0" of "member",
            Agreement at "/agreed" of "plan",
            Appointment at "/appointment" of "visit",
            Births at "/births" of "pregnancy",
            CareStand at "/stands" of "perinatal_care",
            Coding at "/coding" of "problem",
            Dating at "/dating" of "pregnancy",
            Done at "/done" of "task",
            Door at "/door" of "member",
            GlassWeighed at "/weighed" of "break_glass",
            GoalProgress at "/progress" of "goal",
            Helper at "/helpers/0" of "pregnancy",
            Home at "/home" of "member",
            Identifier at "/identifiers/0" of "member",
            InfantStand at "/stays" of "infant",
            LeadEntry at "/leads/0" of "episode",
            Names at "/names" of "member",
            NotHeld at "/notHeld" of "visit",
            OfferAnswer at "/answer" of "outreach_answer",
            Owner at "/owner" of "task",
            PersonName at "/names/others/0" of "member",
            Phone at "/phones/0" of "member",
            PregnancyEnd at "/outcome" of "pregnancy",
            ProgrammeStand at "/stands" of "partner_programme",
            RaceOrEthnicity at "/race/0" of "member",
            ReferredFrom at "/from" of "referral_in",
            ReviewDone at "/done" of "review",
            SafetyAlert at "/alert" of "task",
            ServiceBy at "/by" of "helper_service",
            Source at "/source" of "problem",
            StageEntry at "/stages/0" of "episode",
            StatedAnswer at "/answer" of "stated_fact",
            Started at "/started" of "visit",
            TeamMember at "/team/0" of "episode",
            Words at "/statement" of "goal",
        );
    }
}
