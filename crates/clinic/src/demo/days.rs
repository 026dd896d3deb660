//! The demo's diary: visits planned for the day and the days after, and tasks.

use care::{Appointment, AppointmentType, Done, MemberId, Modality, Owner, Place, Task, Visit};

use crate::demo::people::{DEBORAH, INES, MALIK, RUTH};
use crate::demo::script::{Script, Target, staff};

/// Person, days from now, time, staff, type, how, where, and where in words.
type Planned = (
    &'static str,
    u64,
    &'static str,
    &'static str,
    AppointmentType,
    Modality,
    Place,
    &'static str,
);

const VISITS: &[Planned] = &[
    (
        "7019a5c5",
        0,
        "09:00",
        INES,
        AppointmentType::Visit,
        Modality::InPerson,
        Place::Shelter,
        "Casa Abril, hall B",
    ),
    (
        "742cdc6d",
        0,
        "10:30",
        INES,
        AppointmentType::Transition,
        Modality::InPerson,
        Place::Home,
        "",
    ),
    (
        "16b9a4bc",
        0,
        "13:00",
        INES,
        AppointmentType::Visit,
        Modality::InPerson,
        Place::BlackInfantHealth,
        "Room 4",
    ),
    (
        "788b0163",
        0,
        "14:30",
        INES,
        AppointmentType::Phone,
        Modality::Phone,
        Place::Remote,
        "",
    ),
    (
        "526172f0",
        0,
        "11:00",
        DEBORAH,
        AppointmentType::Transition,
        Modality::InPerson,
        Place::Home,
        "",
    ),
    (
        "e39beddb",
        0,
        "15:00",
        MALIK,
        AppointmentType::Outreach,
        Modality::InPerson,
        Place::Street,
        "Behind the library",
    ),
    (
        "15627d0f",
        1,
        "09:30",
        INES,
        AppointmentType::Visit,
        Modality::InPerson,
        Place::Home,
        "",
    ),
    (
        "ad20206b",
        1,
        "11:00",
        INES,
        AppointmentType::Assessment,
        Modality::InPerson,
        Place::Clinic,
        "Room 2",
    ),
    (
        "16b9a4bc",
        1,
        "15:00",
        MALIK,
        AppointmentType::Visit,
        Modality::InPerson,
        Place::Home,
        "",
    ),
    (
        "ac7921e0",
        2,
        "16:00",
        INES,
        AppointmentType::Visit,
        Modality::InPerson,
        Place::Home,
        "",
    ),
    (
        "22bbe238",
        2,
        "10:00",
        MALIK,
        AppointmentType::Visit,
        Modality::InPerson,
        Place::Home,
        "",
    ),
    (
        "0883b933",
        3,
        "09:00",
        INES,
        AppointmentType::Phone,
        Modality::Video,
        Place::Remote,
        "",
    ),
    (
        "7019a5c5",
        4,
        "10:00",
        DEBORAH,
        AppointmentType::Visit,
        Modality::InPerson,
        Place::Shelter,
        "Women's centre",
    ),
    (
        "21177cbf",
        5,
        "14:00",
        INES,
        AppointmentType::Outreach,
        Modality::InPerson,
        Place::Home,
        "",
    ),
];

/// Person, what, who, in how many days; negative is late.
const TASKS: &[(&str, &str, &str, i64)] = &[
    ("7019a5c5", "Send the TAR for shelter support", INES, 0),
    (
        "16b9a4bc",
        "Tell Black Infant Health about her plan",
        INES,
        1,
    ),
    (
        "742cdc6d",
        "Ask the hospital for the discharge papers",
        INES,
        -1,
    ),
    ("788b0163", "Find a counsellor who speaks Spanish", MALIK, 3),
    (
        "526172f0",
        "Is the baby's first appointment made?",
        DEBORAH,
        1,
    ),
    ("21177cbf", "Call the county about consent", INES, 0),
    ("15627d0f", "Look at the exception with the plan", RUTH, 8),
];

/// One person's visits and tasks; `again` only what is arranged for the day itself.
pub(super) fn write(script: &mut Script, member: MemberId, short: &str, again: bool) {
    let into = Target::Member(member);
    for (of, days, time, who, kind, modality, place, words) in VISITS
        .iter()
        .filter(|visit| visit.0 == short && !(again && 0 < visit.1))
    {
        let appointment = Appointment {
            kind: *kind,
            modality: *modality,
            place: *place,
            where_words: (*words).to_owned(),
            day: script.in_days(*days),
            time: Some((*time).to_owned()),
            staff: staff(who),
        };
        let visit = Visit {
            appointment,
            started: None,
            not_held: None,
        };
        script.put(
            into,
            &format!("{of}/{}/{time}", script.in_days(*days)),
            &visit,
        );
    }
    if again {
        return;
    }
    for (of, what, who, days) in TASKS.iter().filter(|task| task.0 == short) {
        let due = if *days < 0 {
            script.days_ago(days.unsigned_abs())
        } else {
            script.in_days(days.unsigned_abs())
        };
        let owner = Owner {
            staff: Some(staff(who)),
            words: String::new(),
        };
        let task = Task {
            what: (*what).to_owned(),
            owner,
            due: Some(due),
            done: Done::default(),
            alert: None,
        };
        script.put(into, &format!("{of}/{what}"), &task);
    }
}
