//! Contact with a member: when somebody met her or reached her, when somebody tried, and since when it has been quiet.
//!
//! A contact is a visit with a signed note. A visit that did not take place because she was not there is a try.

use care::{Episode, Modality, NotHeldReason, Stage};
use chrono::{DateTime, Days, Local, NaiveDate};
use vault::visits::Meeting;

use crate::contract::caseload::WeekOfContact;

/// So many weeks are shown.
const WEEKS: usize = 13;
/// Longer than so many days nobody should be without contact.
const QUIET_DAYS: Days = Days::new(14);

/// Somebody met a member, reached her, or tried to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contact {
    /// The day.
    pub(crate) day: NaiveDate,
    /// How.
    pub(crate) how: How,
    /// Whether the clinic has what was written about it.
    pub(crate) at_clinic: bool,
}

/// How a member was met, reached, or not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// She was not there.
    Tried,
    /// By telephone or video.
    Remote,
    /// In person.
    InPerson,
}

/// The contact that a meeting was; none while it is to come or under way, or if she was not even looked for.
pub(super) fn of_meeting(meeting: &Meeting) -> Option<Contact> {
    if let Some(note) = &meeting.note {
        let how = match meeting.modality.parse() {
            Ok(Modality::InPerson) => How::InPerson,
            // A way to meet that only a newer version knows is not claimed to be in person.
            Ok(Modality::Phone | Modality::Video) | Err(_) => How::Remote,
        };
        let at_clinic = note.received_at.is_some();
        return Some(Contact {
            day: day_of(note.started_at),
            how,
            at_clinic,
        });
    }
    match meeting.not_held.as_deref()?.parse().ok()? {
        NotHeldReason::NotThere => Some(Contact {
            day: meeting.day.parse().ok()?,
            how: How::Tried,
            at_clinic: true,
        }),
        NotHeldReason::Declined | NotHeldReason::Cancelled | NotHeldReason::Unsafe => None,
    }
}

/// The calendar day of an instant, where this computer stands.
pub(crate) fn day_of(at: i64) -> NaiveDate {
    let instant = DateTime::from_timestamp_millis(at).unwrap_or_default();
    instant.with_timezone(&Local).date_naive()
}

/// The day somebody last met or reached her.
pub(crate) fn last(contacts: &[Contact]) -> Option<NaiveDate> {
    let reached = contacts.iter().filter(|contact| contact.how != How::Tried);
    reached.map(|contact| contact.day).max()
}

/// Thirteen weeks of seven days, the last of them ending today; of what happened in a week the closest counts.
pub(crate) fn rhythm(contacts: &[Contact], today: NaiveDate) -> Vec<WeekOfContact> {
    let mut weeks = vec![WeekOfContact::None; WEEKS];
    for contact in contacts {
        let ago = today
            .signed_duration_since(contact.day)
            .num_days()
            .div_euclid(7);
        let place = usize::try_from(ago)
            .ok()
            .and_then(|ago| WEEKS.checked_sub(1)?.checked_sub(ago));
        let Some(shown) = place.and_then(|place| weeks.get_mut(place)) else {
            continue;
        };
        let fresh = week_of(*contact);
        if closeness(*shown) < closeness(fresh) {
            *shown = fresh;
        }
    }
    weeks
}

/// By when somebody should have been in contact with her, if that day has passed: she is enrolled, somebody leads, and
/// for more than fourteen days nobody has met or reached her.
pub(super) fn was_due(
    episode: &Episode,
    contacts: &[Contact],
    today: NaiveDate,
) -> Option<NaiveDate> {
    episode.lead()?;
    match episode.stage()? {
        Stage::Enrolled | Stage::Assessed | Stage::Planned | Stage::Active => {}
        Stage::Identified
        | Stage::Assigned
        | Stage::Outreach
        | Stage::Graduated
        | Stage::Disenrolled => return None,
    }
    let mut stages = episode.stages.iter();
    let enrolled = stages.find(|entry| entry.stage == Stage::Enrolled);
    let since = last(contacts).max(enrolled.map(|entry| entry.on))?;
    let due = since.checked_add_days(QUIET_DAYS)?;
    (due < today).then_some(due)
}

fn week_of(contact: Contact) -> WeekOfContact {
    match (contact.how, contact.at_clinic) {
        (How::Tried, _) => WeekOfContact::Tried,
        (How::Remote | How::InPerson, false) => WeekOfContact::Unsent,
        (How::Remote, true) => WeekOfContact::Remote,
        (How::InPerson, true) => WeekOfContact::InPerson,
    }
}

fn closeness(week: WeekOfContact) -> u8 {
    match week {
        WeekOfContact::None => 0,
        WeekOfContact::Tried => 1,
        WeekOfContact::Remote => 2,
        WeekOfContact::InPerson => 3,
        // What is not at the clinic yet must be seen, whatever else happened that week.
        WeekOfContact::Unsent => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{day, episode};
    use super::*;
    use vault::visits::MeetingNote;

    /// Noon of 2026-02-10 UTC, the same day nearly everywhere.
    const NOON: i64 = 1_770_724_800_000;

    fn contact(on: &str, how: How) -> Contact {
        Contact {
            day: day(on),
            how,
            at_clinic: true,
        }
    }

    fn meeting() -> Meeting {
        Meeting {
            visit: "v1".to_owned(),
            member: "m1".to_owned(),
            day: "2026-02-09".to_owned(),
            time: None,
            modality: "phone".to_owned(),
            started_at: None,
            not_held: None,
            conflicts: 0,
            note: None,
        }
    }

    #[test]
    fn a_signed_visit_is_a_contact_on_the_day_it_began_and_one_to_come_is_none() {
        assert_eq!(of_meeting(&meeting()), None);
        let note = MeetingNote {
            id: "r1".to_owned(),
            started_at: NOON,
            received_at: None,
        };
        let signed = Meeting {
            note: Some(note),
            ..meeting()
        };
        let expected = Contact {
            at_clinic: false,
            ..contact("2026-02-10", How::Remote)
        };
        assert_eq!(of_meeting(&signed), Some(expected));
    }

    #[test]
    fn only_a_visit_where_she_was_not_there_is_a_try() {
        let not_held = |reason: &str| {
            of_meeting(&Meeting {
                not_held: Some(reason.to_owned()),
                ..meeting()
            })
        };
        assert_eq!(
            not_held("not_there"),
            Some(contact("2026-02-09", How::Tried))
        );
        for reason in ["declined", "cancelled", "unsafe"] {
            assert_eq!(not_held(reason), None, "{reason}");
        }
    }

    #[test]
    fn the_last_week_ends_today_and_a_week_shows_its_closest_contact() {
        let contacts = [
            contact("2026-02-09", How::Remote),
            contact("2026-02-08", How::Tried),
            contact("2026-02-02", How::InPerson),
            contact("2025-11-17", How::Remote),
            contact("2025-11-11", How::InPerson),
        ];
        let weeks = rhythm(&contacts, day("2026-02-10"));
        let (first, last) = (&weeks[..2], &weeks[10..]);
        assert_eq!(weeks.len(), WEEKS);
        assert_eq!(first, [WeekOfContact::Remote, WeekOfContact::None]);
        assert_eq!(
            last,
            [
                WeekOfContact::None,
                WeekOfContact::InPerson,
                WeekOfContact::Remote
            ]
        );
    }

    #[test]
    fn a_contact_that_is_not_at_the_clinic_shows_above_all() {
        let unsent = Contact {
            at_clinic: false,
            ..contact("2026-02-09", How::Remote)
        };
        let contacts = [contact("2026-02-10", How::InPerson), unsent];
        assert_eq!(
            rhythm(&contacts, day("2026-02-10")).last(),
            Some(&WeekOfContact::Unsent)
        );
    }

    #[test]
    fn contact_is_late_on_the_fifteenth_day_without() {
        let active = episode(Stage::Active);
        let met = [contact("2026-01-27", How::InPerson)];
        assert_eq!(was_due(&active, &met, day("2026-02-10")), None);
        assert_eq!(
            was_due(&active, &met, day("2026-02-11")),
            Some(day("2026-02-10"))
        );
        let tried = [met[0], contact("2026-02-05", How::Tried)];
        assert_eq!(
            was_due(&active, &tried, day("2026-02-11")),
            Some(day("2026-02-10"))
        );
    }

    #[test]
    fn without_any_contact_the_days_count_from_her_enrolment() {
        assert_eq!(
            was_due(&episode(Stage::Active), &[], day("2026-02-11")),
            Some(day("2026-01-15"))
        );
    }

    #[test]
    fn nobody_is_quiet_who_is_not_enrolled_or_not_led() {
        let today = day("2026-02-11");
        for stage in [Stage::Outreach, Stage::Graduated] {
            assert_eq!(was_due(&episode(stage), &[], today), None, "{stage:?}");
        }
        let mut unled = episode(Stage::Active);
        unled.leads.clear();
        assert_eq!(was_due(&unled, &[], today), None);
    }
}
