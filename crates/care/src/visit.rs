//! Visits: from planned to signed.
//!
//! A visit only moves forward. What was said and done stands in the signed [`crate::Note`]; what is wrong in a
//! note is put right by an addendum that points at it. Nothing here ever edits one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::refusal::{limits, within};
use crate::{Entity, Field, RecordId, Refusal, Segment, StaffId, Why, codes, quiet_debug};

quiet_debug!(Visit, Appointment, Started, NotHeld);

codes! {
    /// The five ECM appointment types; each has its template, and billing depends on it.
    AppointmentType {
        Outreach = "outreach",
        Assessment = "assessment",
        Visit = "visit",
        Phone = "phone",
        Transition = "transition",
    }
}

codes! {
    /// How two people met.
    Modality { InPerson = "in_person", Phone = "phone", Video = "video" }
}

codes! {
    /// The kind of place, by which a place of service is chosen.
    Place {
        Home = "home", Shelter = "shelter", Street = "street", Clinic = "clinic", Hospital = "hospital",
        BlackInfantHealth = "black_infant_health", Elsewhere = "elsewhere", Remote = "remote",
    }
}

/// A meeting between a member and somebody of her care team.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// What was arranged.
    pub appointment: Appointment,
    /// Present once it has begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started: Option<Started>,
    /// Present if it did not take place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_held: Option<NotHeld>,
}

/// What was arranged: one answer, never mixed from two.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Appointment {
    /// Which of the five.
    #[serde(rename = "type")]
    pub kind: AppointmentType,
    /// How they are to meet.
    pub modality: Modality,
    /// The kind of place.
    pub place: Place,
    /// How to find it; empty when the kind of place says it.
    #[serde(default)]
    pub where_words: String,
    /// The calendar day at the place.
    pub day: NaiveDate,
    /// The local time, "09:00"; absent for "some time that day".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Who goes.
    pub staff: StaffId,
}

/// The visit has begun.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Started {
    /// Milliseconds since 1970 UTC on the device that began it.
    pub at: i64,
    /// Who began it.
    pub by: StaffId,
}

/// The visit did not take place.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NotHeld {
    /// In one word.
    pub reason: NotHeldReason,
    /// In her words or ours; may be empty.
    #[serde(default)]
    pub words: String,
    /// Milliseconds since 1970 UTC on the device that wrote it.
    pub at: i64,
}

codes! {
    /// Why a visit did not take place.
    NotHeldReason {
        NotThere = "not_there", Declined = "declined", Cancelled = "cancelled", Unsafe = "unsafe",
    }
}

/// How a visit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VisitState {
    /// Arranged, not begun.
    Planned,
    /// Begun at this instant, not signed.
    UnderWay {
        /// Milliseconds since 1970 UTC.
        since: i64,
    },
    /// Its note is signed.
    Signed {
        /// The note.
        note: RecordId,
    },
    /// It did not take place.
    NotHeld {
        /// In one word.
        reason: NotHeldReason,
    },
}

impl Visit {
    /// How it stands, given the signed note about it, if there is one. A signed note outweighs everything else:
    /// it is a legal record, whatever somebody wrote into the visit afterwards.
    pub const fn state(&self, note: Option<RecordId>) -> VisitState {
        match (note, &self.not_held, &self.started) {
            (Some(note), _, _) => VisitState::Signed { note },
            (None, Some(not_held), _) => VisitState::NotHeld {
                reason: not_held.reason,
            },
            (None, None, Some(started)) => VisitState::UnderWay { since: started.at },
            (None, None, None) => VisitState::Planned,
        }
    }
}

impl Entity for Visit {
    const KIND: &'static str = "visit";
    const FIELDS: &'static [Field] = &[
        Field::group(
            "appointment",
            &[
                "type",
                "modality",
                "place",
                "whereWords",
                "day",
                "time",
                "staff",
            ],
            Segment::Contact,
        ),
        Field::group("started", &["at", "by"], Segment::General),
        Field::group("notHeld", &["reason", "words", "at"], Segment::General),
    ];

    fn check(&self, _today: NaiveDate) -> Result<(), Refusal> {
        within(
            "appointment",
            &self.appointment.where_words,
            limits::LINE_CHARS_MAX,
        )?;
        if let Some(time) = &self.appointment.time
            && chrono::NaiveTime::parse_from_str(time, "%H:%M").is_err()
        {
            return Err(Refusal {
                field: "appointment",
                why: Why::Malformed,
            });
        }
        match &self.not_held {
            Some(not_held) => within("notHeld", &not_held.words, limits::WORDS_CHARS_MAX),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit() -> Visit {
        let appointment = Appointment {
            kind: AppointmentType::Visit,
            modality: Modality::InPerson,
            place: Place::Shelter,
            where_words: "hall B".to_owned(),
            day: "2026-02-03".parse().unwrap(),
            time: Some("09:00".to_owned()),
            staff: StaffId(uuid::Uuid::from_u128(1)),
        };
        Visit {
            appointment,
            started: None,
            not_held: None,
        }
    }

    #[test]
    fn a_signed_note_outweighs_whatever_the_visit_says() {
        let note = RecordId(uuid::Uuid::from_u128(2));
        let not_held = NotHeld {
            reason: NotHeldReason::NotThere,
            words: String::new(),
            at: 5,
        };
        let visit = Visit {
            not_held: Some(not_held),
            ..visit()
        };
        assert_eq!(visit.state(Some(note)), VisitState::Signed { note });
        assert_eq!(
            visit.state(None),
            VisitState::NotHeld {
                reason: NotHeldReason::NotThere
            }
        );
    }

    #[test]
    fn a_time_that_no_clock_shows_is_refused() {
        let mut visit = visit();
        visit.appointment.time = Some("24:10".to_owned());
        let refusal = Refusal {
            field: "appointment",
            why: Why::Malformed,
        };
        assert_eq!(visit.check("2026-02-03".parse().unwrap()), Err(refusal));
    }
}
