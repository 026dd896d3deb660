//! Who else is beside her: what a doula or a community health worker did, and where we did the same on the same day
//! (R127); and what the health plan is asked for (R132).

use care::{
    Act, CareStand, CareStanding, Done, HelperService, MemberId, Note, Owner, PerinatalCare,
    Refusal, SaidBy, ServiceBy, Task, Why,
};
use catalog::Perinatal;
use chrono::{Days, NaiveDate};
use vault::visits::{self, Meeting};
use vault::{Reader, StoreError, records};

use super::super::due::cases::paged;
use super::super::due::contact::day_of;
use super::super::notes::read_note;
use super::birth::Birth;
use super::{expect_birth, said};
use crate::book;
use crate::contract::MadeOne;
use crate::contract::assessments::Bilingual;
use crate::contract::failure::Failure;
use crate::contract::perinatal::{AskSupport, HelperServiceEntry, OverlapView, ServiceView};
use crate::desk::Desk;
use crate::router::AtDesk;

/// So many days there are to ask the health plan.
const ASK_DAYS: Days = Days::new(7);

/// What a service is called; one that this list does not know goes by its code.
fn label(service: &str) -> Bilingual {
    let known = Perinatal::shipped().service(service);
    known.map_or_else(
        || Bilingual {
            en: service.to_owned(),
            es: service.to_owned(),
        },
        |known| said(&known.entry.label),
    )
}

/// What others did, the newest first.
pub(super) fn helped(birth: &Birth) -> Vec<ServiceView> {
    let mut views: Vec<ServiceView> = birth
        .helped
        .iter()
        .map(|held| ServiceView {
            id: held.id.to_string(),
            kind: held.value.by.kind,
            name: held.value.by.name.clone(),
            label: label(&held.value.service),
            on: held.value.on,
            two_answers: !held.two_answers().is_empty(),
        })
        .collect();
    views.sort_by(|one, other| (other.on, &one.id).cmp(&(one.on, &other.id)));
    views
}

/// The same service on the same day, by somebody beside us and by us.
pub(super) fn overlaps(
    reader: &Reader<'_>,
    member: MemberId,
    birth: &Birth,
) -> Result<Vec<OverlapView>, StoreError> {
    if birth.helped.is_empty() {
        return Ok(Vec::new());
    }
    let notes = notes(reader, member, birth)?;
    let mut found = Vec::new();
    for held in &birth.helped {
        let HelperService {
            by, service, on, ..
        } = &held.value;
        let Some(known) = Perinatal::shipped().service(service) else {
            continue;
        };
        for note in notes
            .iter()
            .filter(|note| day_of(note.about.started_at) == *on)
        {
            let same = note.services.iter();
            let same = same.filter(|ours| known.same_as.contains(ours));
            found.extend(same.map(|ours| OverlapView {
                on: *on,
                kind: by.kind,
                name: by.name.clone(),
                label: said(&known.entry.label),
                ours: *ours,
                visit: note.about.visit,
                two_answers: !held.two_answers().is_empty(),
            }));
        }
    }
    found.sort_by_key(|one| std::cmp::Reverse((one.on, one.visit)));
    Ok(found)
}

/// Our notes of the days on which somebody beside us did something.
fn notes(reader: &Reader<'_>, member: MemberId, birth: &Birth) -> Result<Vec<Note>, StoreError> {
    let is_of_a_day = |on: NaiveDate| birth.helped.iter().any(|held| held.value.on == on);
    let mut notes = Vec::new();
    for stream in book::streams_of(reader, member)? {
        for meeting in paged(|page| visits::meetings_of(reader, &stream, page))? {
            let Meeting {
                note: Some(note), ..
            } = meeting
            else {
                continue;
            };
            if is_of_a_day(day_of(note.started_at)) {
                let record = records::get(reader, &note.id)?;
                notes.extend(record.and_then(read_note).map(|signed| signed.note));
            }
        }
    }
    Ok(notes)
}

impl AtDesk for HelperServiceEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        if Perinatal::shipped().service(&self.service).is_none() {
            return Err(Failure::BadRequest {
                what: "service".to_owned(),
            });
        }
        let id = desk.write(|pen, writer| {
            let birth = expect_birth(writer, self.member, &self.pregnancy)?;
            let value = HelperService {
                pregnancy: care::EntityId(birth.pregnancy.id),
                by: ServiceBy {
                    kind: self.kind,
                    name: self.name.trim().to_owned(),
                },
                service: self.service,
                on: self.on,
            };
            let name = format!("{}\0{}\0{}", self.kind.code(), value.service, value.on);
            let id = birth.id_of::<HelperService>(&name);
            if birth.helped.iter().any(|held| held.id == id) {
                return Err(Failure::from(Refusal {
                    field: "service",
                    why: Why::EnteredTwice,
                })
                .into());
            }
            pen.add_as(&birth.pregnancy.stream, id, &value)?;
            Ok(id)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl AtDesk for AskSupport {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        if Perinatal::shipped().support(&self.support).is_none() {
            return Err(Failure::BadRequest {
                what: "support".to_owned(),
            });
        }
        let me = desk.me().staff;
        let id = desk.write(|pen, writer| {
            let birth = expect_birth(writer, self.member, &self.pregnancy)?;
            if birth.care(&self.support, "").is_some() {
                return Err(Failure::AlreadyDecided.into());
            }
            let task = Task {
                what: self.what.trim().to_owned(),
                owner: Owner {
                    staff: Some(me),
                    words: String::new(),
                },
                due: pen.today.checked_add_days(ASK_DAYS),
                done: Done::default(),
                alert: None,
            };
            let task = pen.add(&birth.pregnancy.stream, &task)?;
            let asked = PerinatalCare {
                pregnancy: care::EntityId(birth.pregnancy.id),
                stands: CareStand {
                    is: CareStanding::Arranged,
                    on: pen.today,
                    place: String::new(),
                    words: String::new(),
                    said_by: SaidBy::Staff,
                },
                item: self.support.clone(),
                about: String::new(),
            };
            let id = birth.id_of::<PerinatalCare>(&format!("{}\0", self.support));
            pen.add_as(&birth.pregnancy.stream, id, &asked)?;
            Ok(task)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}
