//! The plans of the demo's people: needs, goals in their own words, and the steps towards them.

use care::{
    Agreement, Domain, Done, Goal, GoalId, GoalProgress, GoalStatus, Intervention, MemberId, Need,
    Owner, Plan, Standing, StepStatus, Words, rank_between,
};

use crate::demo::people::{DEBORAH, INES, MALIK};
use crate::demo::script::{Script, Target, staff};

/// A step: what, who, in how many days it is due (negative: it is late), and whether it is done.
struct Step(&'static str, Who, i64, StepStatus);

enum Who {
    Staff(&'static str),
    Words(&'static str),
}

struct Told {
    short: &'static str,
    domain: Domain,
    /// Her words, their language, and the same in the other one.
    words: (&'static str, &'static str, &'static str),
    status: GoalStatus,
    barrier: &'static str,
    strength: &'static str,
    steps: &'static [Step],
}

use StepStatus::{Done as Ready, ToDo};
use Who::{Staff as By, Words as Other};

/// In the order each person put them.
const GOALS: &[Told] = &[
    Told {
        short: "7019a5c5",
        domain: Domain::Housing,
        words: (
            "Quiero dormir en un cuarto con puerta, donde nadie me encuentre.",
            "es",
            "I want to sleep in a room with a door, where nobody finds me.",
        ),
        status: GoalStatus::Moving,
        barrier: "No photo ID; her papers stayed with her former partner.",
        strength: "She keeps every appointment, and writes everything down.",
        steps: &[
            Step("Replace her California ID", By(MALIK), -9, Ready),
            Step(
                "Fill in and sign the county housing form",
                Other("María del Carmen and you"),
                0,
                ToDo,
            ),
            Step(
                "Ask Hearthway about the place on Oak Street",
                By(INES),
                -6,
                ToDo,
            ),
        ],
    },
    Told {
        short: "7019a5c5",
        domain: Domain::Mental,
        words: (
            "Volver a reírme sin culpa.",
            "es",
            "To laugh again without guilt.",
        ),
        status: GoalStatus::NotStarted,
        barrier: "",
        strength: "She sings with the women of hall B on Thursdays.",
        steps: &[Step(
            "Go with her to the first hour at the women's centre",
            By(DEBORAH),
            4,
            ToDo,
        )],
    },
    Told {
        short: "16b9a4bc",
        domain: Domain::Physical,
        words: (
            "I want this baby to come when it is ready, and to come home with it the same week.",
            "en",
            "",
        ),
        status: GoalStatus::Moving,
        barrier: "Two buses to the clinic; she missed the last appointment.",
        strength: "Her aunt comes along and asks the questions.",
        steps: &[
            Step(
                "Book a ride for every appointment until the birth",
                By(MALIK),
                2,
                ToDo,
            ),
            Step(
                "Blood pressure at each home visit, written in her booklet",
                By(DEBORAH),
                0,
                ToDo,
            ),
            Step(
                "Join the Tuesday group at Black Infant Health",
                Other("Christa"),
                -14,
                Ready,
            ),
        ],
    },
    Told {
        short: "16b9a4bc",
        domain: Domain::Food,
        words: ("Stop choosing between the bus and vegetables.", "en", ""),
        status: GoalStatus::Stuck,
        barrier: "WIC card did not arrive.",
        strength: "",
        steps: &[Step("Ask WIC for a new card", By(INES), -2, ToDo)],
    },
    Told {
        short: "788b0163",
        domain: Domain::Mental,
        words: (
            "No llorar todas las noches. Quiero disfrutar a mi hija.",
            "es",
            "Not to cry every night. I want to enjoy my daughter.",
        ),
        status: GoalStatus::Moving,
        barrier: "She cannot talk at home.",
        strength: "Her brother drives her.",
        steps: &[
            Step(
                "Edinburgh scale again, four weeks after the last",
                By(DEBORAH),
                1,
                ToDo,
            ),
            Step(
                "First hour with a counsellor who speaks Spanish",
                Other("Mariana"),
                6,
                ToDo,
            ),
        ],
    },
    Told {
        short: "742cdc6d",
        domain: Domain::Physical,
        words: (
            "No more ambulances. I want to die old and at home, not tomorrow on a gurney.",
            "en",
            "",
        ),
        status: GoalStatus::Moving,
        barrier: "Seven pill bottles, three of them double.",
        strength: "His sister sorts the week on Sundays.",
        steps: &[
            Step(
                "Medicines to reconcile after the hospital",
                By(DEBORAH),
                0,
                ToDo,
            ),
            Step(
                "Scale by the bed; call when it shows three pounds more",
                Other("Oswaldo"),
                -20,
                Ready,
            ),
        ],
    },
    Told {
        short: "15627d0f",
        domain: Domain::Social,
        words: ("A whole month without a hospital bracelet.", "en", ""),
        status: GoalStatus::Moving,
        barrier: "",
        strength: "She knows her warning signs better than we do.",
        steps: &[Step("Write down who to call before 911", By(INES), 3, ToDo)],
    },
    Told {
        short: "0883b933",
        domain: Domain::Physical,
        words: (
            "To get my strength back before I go back to work.",
            "en",
            "",
        ),
        status: GoalStatus::NotStarted,
        barrier: "",
        strength: "",
        steps: &[Step("Ask for the iron result", By(DEBORAH), 5, ToDo)],
    },
    Told {
        short: "22bbe238",
        domain: Domain::LongTerm,
        words: (
            "Quedarme con mi hija y con mis gallinas.",
            "es",
            "To stay with my daughter and my chickens.",
        ),
        status: GoalStatus::Moving,
        barrier: "",
        strength: "He feeds the chickens himself every morning.",
        steps: &[Step("Rails for the bathroom", Other("Graciela"), 9, ToDo)],
    },
];

/// Areas asked about: the person, the area, what came of it, the need in words.
const ASKED: &[(&str, Domain, Standing, &str)] = &[
    (
        "7019a5c5",
        Domain::Mental,
        Standing::HasNeed,
        "Sleeps three hours; frightened by steps in the corridor.",
    ),
    ("7019a5c5", Domain::Food, Standing::NoNeed, ""),
    ("7019a5c5", Domain::Oral, Standing::Later, ""),
    ("7019a5c5", Domain::Trauma, Standing::Declined, ""),
    (
        "16b9a4bc",
        Domain::Physical,
        Standing::HasNeed,
        "Pregnant; anemia in the last pregnancy.",
    ),
    (
        "16b9a4bc",
        Domain::Food,
        Standing::HasNeed,
        "Fresh food runs out in the third week of the month.",
    ),
    ("16b9a4bc", Domain::Housing, Standing::NoNeed, ""),
    ("16b9a4bc", Domain::Mental, Standing::NoNeed, ""),
    (
        "788b0163",
        Domain::Mental,
        Standing::HasNeed,
        "Low since the birth; asked for help herself.",
    ),
    (
        "788b0163",
        Domain::Social,
        Standing::HasNeed,
        "Alone in the house of her mother-in-law.",
    ),
    ("788b0163", Domain::Substances, Standing::NoNeed, ""),
    (
        "742cdc6d",
        Domain::Physical,
        Standing::HasNeed,
        "Emergency room again and again; medicines mixed up.",
    ),
    ("742cdc6d", Domain::Palliative, Standing::Later, ""),
    (
        "15627d0f",
        Domain::Social,
        Standing::HasNeed,
        "Nobody to call at night.",
    ),
    (
        "0883b933",
        Domain::Physical,
        Standing::HasNeed,
        "Tired; heavy bleeding after the birth.",
    ),
    (
        "22bbe238",
        Domain::LongTerm,
        Standing::HasNeed,
        "Unsteady on the stairs.",
    ),
    ("22bbe238", Domain::Dementia, Standing::Later, ""),
];

/// Who agreed to a plan: in which language, how many days ago, and when it is looked at again.
const AGREED: &[(&str, &str, u64, u64)] = &[
    ("7019a5c5", "es", 87, 3),
    ("16b9a4bc", "en", 61, 29),
    ("788b0163", "es", 40, 50),
    ("742cdc6d", "en", 63, 27),
    ("15627d0f", "en", 84, 6),
    ("0883b933", "en", 70, 20),
    ("22bbe238", "es", 30, 60),
];

/// One person's plan.
pub(super) fn write(script: &mut Script, member: MemberId, short: &str) {
    let into = Target::Member(member);
    for (of, language, ago, ahead) in AGREED.iter().filter(|(of, ..)| *of == short) {
        let on = script.days_ago(*ago);
        let agreed = Agreement {
            on,
            language: (*language).to_owned(),
            with: staff(INES),
        };
        let plan = Plan {
            agreed: Some(agreed),
            review_by: Some(script.in_days(*ahead)),
        };
        script.put(into, of, &plan);
    }
    for (of, domain, standing, words) in ASKED.iter().filter(|(of, ..)| *of == short) {
        let asked_on = script.days_ago(30);
        let need = Need {
            domain: *domain,
            standing: *standing,
            words: (*words).to_owned(),
            asked_on,
        };
        script.put(into, &format!("{of}/{}", domain.code()), &need);
    }
    let mut rank = String::new();
    for (told, number) in GOALS.iter().filter(|told| told.short == short).zip(1..) {
        rank = rank_between(&rank, "");
        write_goal(script, into, told, (number, &rank));
    }
}

fn write_goal(script: &mut Script, into: Target, told: &Told, (number, rank): (i32, &str)) {
    let (text, language, translation) = told.words;
    let words = Words {
        text: text.to_owned(),
        language: language.to_owned(),
        translation: translation.to_owned(),
    };
    let goal = Goal {
        statement: words,
        domain: told.domain,
        rank: rank.to_owned(),
        progress: GoalProgress {
            status: told.status,
            reason: String::new(),
            on: Some(script.days_ago(14)),
        },
        barrier: told.barrier.to_owned(),
        strength: told.strength.to_owned(),
        from: None,
    };
    let name = format!("{}/{number}", told.short);
    let id = GoalId(script.put(into, &name, &goal));
    for (Step(what, who, days, status), step) in told.steps.iter().zip(1..) {
        let due = if *days < 0 {
            script.days_ago(days.unsigned_abs())
        } else {
            script.in_days(days.unsigned_abs())
        };
        let is_done = *status == StepStatus::Done;
        let done = Done {
            status: *status,
            on: is_done.then_some(due),
            by: is_done.then(|| staff(INES)),
            reason: String::new(),
        };
        let owner = match who {
            Who::Staff(name) => Owner {
                staff: Some(staff(name)),
                words: String::new(),
            },
            Who::Words(words) => Owner {
                staff: None,
                words: (*words).to_owned(),
            },
        };
        let intervention = Intervention {
            goal: id,
            what: (*what).to_owned(),
            owner,
            due: Some(due),
            done,
        };
        script.put(into, &format!("{name}/{step}"), &intervention);
    }
}
