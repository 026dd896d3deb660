//! The demo's staff; and for each of its people: where she stays, how to knock, who leads, who else helps.

use care::{
    Domain, Door, Episode, Home, HomeKind, LeadEntry, Member, MemberId, Names, Need, Risk, Role,
    Staff, Stage, StageEntry, Standing, SupportPerson, TeamMember, Voicemail,
};

use crate::demo::script::{Script, Target, staff};

pub(super) const INES: &str = "Inés Carranza";
pub(super) const DEBORAH: &str = "Deborah Achterberg";
pub(super) const MALIK: &str = "Malik Osei";
pub(super) const RUTH: &str = "Ruth Amat";

pub(super) fn write_staff(script: &mut Script) {
    let all = [
        (INES, "Inés", "Carranza", Role::CareManager, ""),
        (DEBORAH, "Deborah", "Achterberg", Role::Nurse, "RN"),
        (MALIK, "Malik", "Osei", Role::CommunityHealthWorker, "CHW"),
        (RUTH, "Ruth", "Amat", Role::Supervisor, "LCSW"),
    ];
    for (name, given, family, role, credentials) in all {
        let names = Names {
            given: vec![given.to_owned()],
            family: family.to_owned(),
            ..Names::default()
        };
        script.put(
            Target::Clinic,
            name,
            &Staff {
                names,
                role,
                credentials: credentials.to_owned(),
            },
        );
    }
}

/// What the demo knows of one person besides her import.
struct Known {
    short: &'static str,
    risk: Risk,
    population: &'static str,
    /// How far her episode has come, and how many days ago it began.
    stage: Stage,
    since_days: u64,
    home: (HomeKind, &'static str),
    /// What to say at the door, what may be left on a voicemail, what to look out for.
    door: (&'static str, Voicemail, &'static str),
    /// Name, relation, telephone, what they may know.
    support: &'static [(&'static str, &'static str, &'static str, &'static str)],
    pronouns: &'static str,
}

const KNOWN: &[Known] = &[
    Known {
        short: "16b9a4bc",
        risk: Risk::High,
        population: "birth_equity",
        stage: Stage::Active,
        since_days: 96,
        home: (
            HomeKind::WithOthers,
            "Her aunt's flat, second floor, blue door. The bell is broken: knock.",
        ),
        door: (
            "Say you come from the clinic. Her aunt knows.",
            Voicemail::NameOnly,
            "",
        ),
        support: &[(
            "Loretta Heller",
            "aunt, lives with her",
            "555-201-4417",
            "Everything about the pregnancy",
        )],
        pronouns: "she/her",
    },
    Known {
        short: "0883b933",
        risk: Risk::Medium,
        population: "birth_equity",
        stage: Stage::Active,
        since_days: 140,
        home: (HomeKind::Own, "House behind the laundry, gate on the left."),
        door: (
            "Say your first name only. Children open the door.",
            Voicemail::NameOnly,
            "A dog in the yard, tied.",
        ),
        support: &[(
            "Dena Mayert",
            "sister",
            "555-340-9921",
            "Appointments, nothing else",
        )],
        pronouns: "she/her",
    },
    Known {
        short: "526172f0",
        risk: Risk::High,
        population: "birth_equity",
        stage: Stage::Enrolled,
        since_days: 21,
        home: (HomeKind::Own, "Apartment 4, side entrance."),
        door: (
            "Call from the car first; the baby may be asleep.",
            Voicemail::Detailed,
            "",
        ),
        support: &[("Joseph Hammes", "partner", "555-778-0140", "Everything")],
        pronouns: "she/her",
    },
    Known {
        short: "7019a5c5",
        risk: Risk::High,
        population: "homeless_adult",
        stage: Stage::Active,
        since_days: 118,
        home: (
            HomeKind::Shelter,
            "Casa Abril shelter, hall B. Ask for Mrs. Leung at the desk.",
        ),
        door: (
            "Say only your first name. No one there knows why you come.",
            Voicemail::Never,
            "Her former partner waits outside at times. Do not say her name in the street.",
        ),
        support: &[
            (
                "Mrs. Leung",
                "at the shelter desk",
                "555-660-1208",
                "That you are coming, nothing else",
            ),
            (
                "Yolanda Cazares",
                "mother, in Jalisco",
                "",
                "That she is well",
            ),
        ],
        pronouns: "she/her",
    },
    Known {
        short: "788b0163",
        risk: Risk::Medium,
        population: "birth_equity",
        stage: Stage::Active,
        since_days: 75,
        home: (
            HomeKind::WithOthers,
            "With her mother-in-law, last house before the canal.",
        ),
        door: (
            "Hable con ella a solas. Her mother-in-law answers first.",
            Voicemail::Never,
            "",
        ),
        support: &[(
            "Ramón Acuña",
            "brother",
            "555-115-7734",
            "Rides and appointments",
        )],
        pronouns: "she/her",
    },
    Known {
        short: "ad20206b",
        risk: Risk::Medium,
        population: "birth_equity",
        stage: Stage::Assessed,
        since_days: 33,
        home: (HomeKind::Own, "Ground floor, ramp at the back."),
        door: ("Nothing special.", Voicemail::Detailed, ""),
        support: &[],
        pronouns: "she/her",
    },
    Known {
        short: "15627d0f",
        risk: Risk::High,
        population: "avoidable_use_adult",
        stage: Stage::Active,
        since_days: 160,
        home: (HomeKind::Own, "Unit 12, elevator often out."),
        door: ("Text when you are downstairs.", Voicemail::NameOnly, ""),
        support: &[("Paula Veum", "mother", "555-902-3365", "Hospital stays")],
        pronouns: "she/her",
    },
    Known {
        short: "742cdc6d",
        risk: Risk::High,
        population: "avoidable_use_adult",
        stage: Stage::Active,
        since_days: 87,
        home: (HomeKind::Own, "Third floor, no elevator. His sister opens."),
        door: (
            "Knock twice and wait. He is slow to the door.",
            Voicemail::Detailed,
            "",
        ),
        support: &[(
            "Irma Mante",
            "sister",
            "555-448-2210",
            "Medicines and appointments",
        )],
        pronouns: "he/him",
    },
    Known {
        short: "e39beddb",
        risk: Risk::High,
        population: "smi_sud_adult",
        stage: Stage::Outreach,
        since_days: 12,
        home: (HomeKind::Vehicle, "A green van, mostly behind the library."),
        door: (
            "Do not mention the hospital.",
            Voicemail::Never,
            "Go in daylight, and not alone.",
        ),
        support: &[],
        pronouns: "",
    },
    Known {
        short: "22bbe238",
        risk: Risk::Low,
        population: "ltc_risk_adult",
        stage: Stage::Active,
        since_days: 210,
        home: (HomeKind::WithOthers, "With his daughter, yellow house."),
        door: (
            "Hable despacio y de frente: oye mal.",
            Voicemail::Detailed,
            "",
        ),
        support: &[(
            "Graciela Portillo",
            "daughter",
            "555-237-6602",
            "Everything",
        )],
        pronouns: "he/him",
    },
    Known {
        short: "ac7921e0",
        risk: Risk::Medium,
        population: "avoidable_use_child",
        stage: Stage::Enrolled,
        since_days: 18,
        home: (
            HomeKind::WithOthers,
            "With his grandmother, next to the school.",
        ),
        door: ("Speak with his grandmother.", Voicemail::Detailed, ""),
        support: &[(
            "Nadine Brekke",
            "grandmother and guardian",
            "555-819-5043",
            "Everything",
        )],
        pronouns: "he/him",
    },
    Known {
        short: "21177cbf",
        risk: Risk::Low,
        population: "child_welfare",
        stage: Stage::Assigned,
        since_days: 4,
        home: (
            HomeKind::WithOthers,
            "Foster family, address with the county.",
        ),
        door: (
            "Arrange every visit with the foster mother first.",
            Voicemail::NameOnly,
            "",
        ),
        support: &[("Karen Doyle", "foster mother", "555-504-8876", "Everything")],
        pronouns: "he/him",
    },
];

/// Everything about one person but her plan and her visits.
pub(super) fn write(script: &mut Script, member: MemberId, short: &str) {
    let Some(known) = KNOWN.iter().find(|known| known.short == short) else {
        return;
    };
    let into = Target::Member(member);
    let (kind, words) = known.home;
    let (say, voicemail, dangers) = known.door;
    let began = script.days_ago(known.since_days);
    let details = Member {
        risk: Some(known.risk),
        home: Some(Home {
            kind,
            words: words.to_owned(),
            since: None,
        }),
        door: Some(Door {
            say: say.to_owned(),
            voicemail,
            dangers: dangers.to_owned(),
        }),
        health_plan: Some("Partnership HealthPlan".to_owned()),
        pronouns: Some(known.pronouns.to_owned()).filter(|pronouns| !pronouns.is_empty()),
        // Not written: care's check wants a name.
        names: Names {
            family: "-".to_owned(),
            ..Names::default()
        },
        ..Member::default()
    };
    script.amend(
        member,
        &["risk", "home", "door", "healthPlan", "pronouns"],
        &details,
    );
    let episode = episode(known, script);
    script.put(into, short, &episode);
    for (name, relation, phone, may_know) in known.support {
        let person = SupportPerson {
            name: (*name).to_owned(),
            relation: (*relation).to_owned(),
            phone: (*phone).to_owned(),
            may_know: (*may_know).to_owned(),
        };
        script.put(into, &format!("{short}/{name}"), &person);
    }
    if known.home.0 == HomeKind::Shelter || known.home.0 == HomeKind::Vehicle {
        let words = "A place of her own.".to_owned();
        let need = Need {
            domain: Domain::Housing,
            standing: Standing::HasNeed,
            words,
            asked_on: began,
        };
        script.put(into, &format!("{short}/housing"), &need);
    }
}

fn episode(known: &Known, script: &Script) -> Episode {
    const ROAD: &[Stage] = &[
        Stage::Identified,
        Stage::Assigned,
        Stage::Outreach,
        Stage::Enrolled,
        Stage::Assessed,
        Stage::Planned,
        Stage::Active,
    ];
    let walked = ROAD.iter().take_while(|stage| **stage <= known.stage);
    let stages = walked.zip(0_u64..).map(|(stage, step)| StageEntry {
        stage: *stage,
        on: script.days_ago(known.since_days.saturating_sub(step.saturating_mul(2))),
        by: (*stage != Stage::Identified).then(|| staff(INES)),
        reason: if *stage == Stage::Identified {
            "Named by the health plan.".to_owned()
        } else {
            String::new()
        },
    });
    Episode {
        stages: stages.collect(),
        leads: vec![LeadEntry {
            staff: staff(INES),
            on: script.days_ago(known.since_days.saturating_sub(2)),
            reason: String::new(),
        }],
        team: vec![
            TeamMember {
                staff: staff(MALIK),
                role: Role::CommunityHealthWorker,
            },
            TeamMember {
                staff: staff(DEBORAH),
                role: Role::Nurse,
            },
        ],
        populations: vec![known.population.to_owned()],
    }
}
