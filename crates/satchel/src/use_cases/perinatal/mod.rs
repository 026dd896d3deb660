//! Around a birth: one gestational line, what is due on it, the babies, who else helps.
//!
//! What is due is never stored: it follows from the pregnancy, from what was written down and from the catalogue. So a
//! loss that arrives here ends every reminder of a baby in the moment in which it arrives.

mod babies;
mod beside;
mod birth;
mod entries;
#[cfg(test)]
mod tests;
mod views;

use care::{Act, Infant, MemberId, may};
use catalog::Perinatal;
use vault::{Reader, StoreError};

use super::assessments::moods;
use super::due::cases;
use super::said::said;
use crate::book;
use crate::contract::failure::Failure;
use crate::contract::outreach::CodeView;
use crate::contract::perinatal::{Kin, PerinatalView, ShowPerinatal};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;
use birth::{Birth, births, enrolled};
use views::Around;

pub(super) use birth::{Pressing, pressing, within_the_year};

/// One of her pregnancies, or the refusal that it is not here.
fn expect_birth(reader: &Reader<'_>, member: MemberId, id: &str) -> Result<Birth, DeskError> {
    Ok(birth::birth(reader, member, id)?.ok_or(Failure::NotHere)?)
}

impl AtDesk for ShowPerinatal {
    const ACT: Act = Act::ReadNotes;

    fn carry_out(self, desk: &Desk<'_>) -> Result<PerinatalView, Failure> {
        desk.look(|reader| {
            book::member(reader, self.member)?.ok_or(Failure::NotHere)?;
            let births = births(reader, self.member)?;
            let episode = cases::the_episode(reader, self.member)?;
            let around = Around {
                reader,
                today: desk.today,
                moods: moods(reader, self.member)?,
                enrolled: episode.as_ref().and_then(enrolled),
                member: self.member,
            };
            let list = Perinatal::shipped();
            let services = list.services.iter().map(|service| CodeView {
                code: service.entry.code.clone(),
                label: said(&service.entry.label),
            });
            Ok(PerinatalView {
                catalog: list.version.clone(),
                pregnancies: births
                    .iter()
                    .map(|birth| around.course(birth))
                    .collect::<Result<_, _>>()?,
                mothers: mothers(reader, self.member)?,
                services: services.collect(),
                may_change: may(desk.me().role, Act::Change),
            })
        })
    }
}

/// Whose baby somebody is, by the records that are here.
fn mothers(reader: &Reader<'_>, member: MemberId) -> Result<Vec<Kin>, StoreError> {
    let person = book::person(reader, member)?;
    let mut found: Vec<Kin> = Vec::new();
    for infant in book::all::<Infant>(reader)? {
        let Some(record) = infant.value.member else {
            continue;
        };
        let Some(mother) = infant.member() else {
            continue;
        };
        if book::person(reader, record)? == person
            && found.iter().all(|known| known.member != mother)
        {
            found.extend(kin(reader, mother)?);
        }
    }
    Ok(found)
}

/// Somebody with a record on this laptop.
fn kin(reader: &Reader<'_>, member: MemberId) -> Result<Option<Kin>, StoreError> {
    let held = book::member(reader, member)?;
    Ok(held.map(|held| Kin {
        member: MemberId(held.id),
        name: held.value.names.whole(),
    }))
}
