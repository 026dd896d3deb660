//! Visits: planning, beginning, and signing what was said and done.

use care::{
    Act, Appointment, Member, MemberId, NotHeld, Note, NoteVisit, RecordId, Started, Visit,
    VisitId, VisitState,
};
use sync::StreamId;
use vault::{Reader, StoreError, drafts};

use super::notes::{author, note_view, notes_of, whereabouts};
use super::plans::{goals, is_over};
use crate::book::{self, About, Held, People};
use crate::contract::failure::Failure;
use crate::contract::visits as view;
use crate::contract::{Made, MadeOne, Paged};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

/// So many characters of a note stand in a list.
const FIRST_WORDS_CHARS: usize = 140;

/// Where a visit's unsigned note is kept.
pub(super) fn draft_place(visit: VisitId) -> String {
    format!("visit:{visit}")
}

impl AtDesk for view::ListVisits {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Paged<view::VisitRow>, Failure> {
        desk.read(|reader| {
            let people = People::read(reader, desk.me().staff)?;
            let mut visits = book::of_member::<Visit>(reader, self.member)?;
            visits.sort_by(|one, other| key(other).cmp(&key(one)));
            let total = u32::try_from(visits.len()).unwrap_or(u32::MAX);
            let (offset, limit) = (
                self.page.offset,
                self.page.limit.min(vault::PAGE_RECORDS_MAX),
            );
            let page = visits
                .iter()
                .skip(usize::try_from(offset).unwrap_or(usize::MAX));
            let page = page.take(usize::try_from(limit).unwrap_or(usize::MAX));
            let rows = page
                .map(|visit| row(reader, visit, &people))
                .collect::<Result<_, _>>()?;
            Ok(Paged { rows, total })
        })
    }
}

fn key(visit: &Held<Visit>) -> (chrono::NaiveDate, Option<&str>, uuid::Uuid) {
    (
        visit.value.appointment.day,
        visit.value.appointment.time.as_deref(),
        visit.id,
    )
}

fn row(
    reader: &Reader<'_>,
    visit: &Held<Visit>,
    people: &People,
) -> Result<view::VisitRow, StoreError> {
    let id = VisitId(visit.id);
    let notes = notes_of(reader, id)?;
    let (words, whereabouts) = match notes.last() {
        Some(last) => (
            first_words(&last.note.narrative),
            whereabouts(reader, &last.record)?,
        ),
        None => (String::new(), book::whereabouts(reader, visit.id)?),
    };
    Ok(view::VisitRow {
        visit: id,
        appointment: appointment(&visit.value.appointment, people),
        status: status(
            reader,
            visit,
            notes.first().map(|note| (note.id, note.note.signed_at)),
        )?,
        words,
        whereabouts,
        two_answers: !visit.two_answers().is_empty(),
    })
}

/// The first words of a text, whole words only.
pub(super) fn first_words(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= FIRST_WORDS_CHARS {
        return line;
    }
    let cut: String = line.chars().take(FIRST_WORDS_CHARS).collect();
    let whole = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(whole, _)| whole);
    format!("{whole}…")
}

/// What was arranged, with the name of who goes.
pub(super) fn appointment(appointment: &Appointment, people: &People) -> view::AppointmentView {
    view::AppointmentView {
        kind: appointment.kind,
        modality: appointment.modality,
        place: appointment.place,
        where_words: appointment.where_words.clone(),
        day: appointment.day,
        time: appointment.time.clone(),
        staff: people.person(appointment.staff),
    }
}

/// How a visit stands, given its first signed note and when it was signed.
pub(super) fn status(
    reader: &Reader<'_>,
    visit: &Held<Visit>,
    note: Option<(RecordId, i64)>,
) -> Result<view::VisitStatus, StoreError> {
    Ok(match visit.value.state(note.map(|(id, _)| id)) {
        VisitState::Planned => view::VisitStatus::Planned,
        VisitState::UnderWay { since } => {
            let draft = drafts::get(reader, &draft_place(VisitId(visit.id)))?;
            view::VisitStatus::UnderWay {
                since,
                draft_kept_at: draft.map(|draft| draft.kept_at),
            }
        }
        VisitState::Signed { .. } => view::VisitStatus::Signed {
            at: note.map(|(_, at)| at).unwrap_or_default(),
        },
        VisitState::NotHeld { reason } => view::VisitStatus::NotHeld { reason },
    })
}

impl AtDesk for view::ShowVisit {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<view::Visit, Failure> {
        desk.look(|reader| {
            let (held, member, patron) = expect_visit(reader, self.visit)?;
            let patron_asked = patron.is_asked(&["names", "languages", "door"]);
            let patron = patron.value;
            let people = People::read(reader, desk.me().staff)?;
            let notes = notes_of(reader, self.visit)?;
            let draft = drafts::get(reader, &draft_place(self.visit))?;
            let mut goals = goals(reader, member, &people, desk.today)?;
            goals.retain(|goal| !is_over(goal.status));
            Ok(view::Visit {
                visit: self.visit,
                member,
                name: patron.names.whole(),
                first_name: patron.names.first().to_owned(),
                language: patron.language().map(str::to_owned),
                appointment: appointment(&held.value.appointment, &people),
                status: status(
                    reader,
                    &held,
                    notes.first().map(|note| (note.id, note.note.signed_at)),
                )?,
                door: patron.door.map(|door| door.say).unwrap_or_default(),
                goals,
                draft_kept_at: draft.as_ref().map(|draft| draft.kept_at),
                draft: draft
                    .and_then(|draft| serde_json::from_str(&draft.body).ok())
                    .unwrap_or_default(),
                notes: notes
                    .iter()
                    .map(|note| note_view(desk, reader, note))
                    .collect::<Result<_, _>>()?,
                may_sign: care::may(desk.me().role, Act::Sign),
                two_answers: !held.two_answers().is_empty() || patron_asked,
                seen: book::seen(reader, &held)?,
            })
        })
    }
}

/// A visit that must be here, and whom it is with.
fn expect_visit(
    reader: &Reader<'_>,
    visit: VisitId,
) -> Result<(Held<Visit>, MemberId, Held<Member>), DeskError> {
    let held = book::read::<Visit>(reader, visit)?.ok_or(Failure::NotHere)?;
    let member = held.member().ok_or(Failure::NotHere)?;
    let patron = book::member(reader, member)?.ok_or(Failure::NotHere)?;
    Ok((held, member, patron))
}

impl AtDesk for view::PlanVisit {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let appointment = Appointment {
            kind: self.kind,
            modality: self.modality,
            place: self.place,
            where_words: self.where_words,
            day: self.day,
            time: self.time,
            staff: self.staff.unwrap_or(desk.me().staff),
        };
        let visit = Visit {
            appointment,
            started: None,
            not_held: None,
        };
        let id = desk.write(|pen, writer| {
            book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            Ok(pen.add(&StreamId::Member(self.member), &visit)?)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl AtDesk for view::StartVisit {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let by = desk.me().staff;
        desk.write(|pen, writer| {
            let (held, ..) = expect_visit(writer, self.visit)?;
            match held
                .value
                .state(notes_of(writer, self.visit)?.first().map(|note| note.id))
            {
                VisitState::UnderWay { .. } => Ok(()),
                VisitState::Signed { .. } | VisitState::NotHeld { .. } => {
                    Err(Failure::VisitIsOver.into())
                }
                VisitState::Planned => {
                    let visit = Visit {
                        started: Some(Started { at: pen.now, by }),
                        ..held.value.clone()
                    };
                    Ok(pen.change(&held, &visit, &book::parse_seen(&self.seen))?)
                }
            }
        })?;
        Ok(Made {})
    }
}

impl AtDesk for view::VisitNotHeld {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.write(|pen, writer| {
            let (held, ..) = expect_visit(writer, self.visit)?;
            if !notes_of(writer, self.visit)?.is_empty() {
                return Err(Failure::VisitIsOver.into());
            }
            let not_held = NotHeld {
                reason: self.reason,
                words: self.words,
                at: pen.now,
            };
            let visit = Visit {
                not_held: Some(not_held),
                ..held.value.clone()
            };
            Ok(pen.change(&held, &visit, &book::parse_seen(&self.seen))?)
        })?;
        Ok(Made {})
    }
}

impl AtDesk for view::SignVisit {
    const ACT: Act = Act::Sign;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            let (held, member, _) = expect_visit(writer, self.visit)?;
            if !notes_of(writer, self.visit)?.is_empty() {
                return Err(Failure::AlreadySigned.into());
            }
            // The note lies with the visit, whoever its member is shown together with.
            let member = held.stream.member().unwrap_or(member);
            let about = note_visit(&held, self.visit, member)?;
            let note = self
                .draft
                .sign(about, author(desk, writer)?, pen.now)
                .map_err(Failure::from)?;
            // The draft goes only in the transaction that keeps the signed note.
            drafts::drop(writer, &draft_place(self.visit))?;
            Ok(pen.sign(
                &About {
                    stream: &held.stream,
                    kind: Note::KIND,
                    id: self.visit.0,
                },
                &note,
                desk.key(),
            )?)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

/// The visit a note is to be about, or why it is not signed.
fn note_visit(held: &Held<Visit>, visit: VisitId, member: MemberId) -> Result<NoteVisit, Failure> {
    let arranged = &held.value.appointment;
    match (&held.value.not_held, &held.value.started) {
        (Some(_), _) => Err(Failure::VisitIsOver),
        (None, None) => Err(Failure::VisitNotStarted),
        (None, Some(started)) => Ok(NoteVisit {
            visit,
            member,
            kind: arranged.kind,
            modality: arranged.modality,
            place: arranged.place,
            started_at: started.at,
        }),
    }
}
