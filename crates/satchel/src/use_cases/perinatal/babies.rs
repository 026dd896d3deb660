//! The babies: each written down once, and linked to a record of its own where there is one (R120).

use care::{Act, EntityId, Infant, InfantStand, Member, MemberId, Names, Pregnancy, Refusal, Why};
use vault::Reader;

use super::birth::Birth;
use super::entries::refused;
use super::{expect_birth, kin};
use crate::book::{self, Held};
use crate::contract::MadeOne;
use crate::contract::failure::Failure;
use crate::contract::perinatal::{InfantEntry, RecordInfant};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

impl InfantEntry {
    fn value(&self, birth: &Birth) -> Infant {
        Infant {
            pregnancy: EntityId(birth.pregnancy.id),
            order: self.order,
            name: self.name.trim().to_owned(),
            born: self.born,
            sex: self.sex,
            stays: InfantStand {
                is: self.stay,
                since: self.since,
                words: self.stay_words.trim().to_owned(),
            },
            member: self.record,
        }
    }
}

impl AtDesk for InfantEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            let mother = book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let birth = expect_birth(writer, self.member, &self.pregnancy)?;
            let known = self.id.as_deref().map(|id| held(&birth, id)).transpose()?;
            let mut value = self.value(&birth);
            if let Some(known) = known {
                value.order = known.value.order;
            }
            beside(&birth, known, &value, &mother.value)?;
            if known.is_none_or(|known| known.value.member != value.member) {
                linked(writer, self.member, &value)?;
            }
            if let Some(known) = known {
                pen.change(known, &value, &book::parse_seen(&self.seen))?;
                return Ok(known.id);
            }
            let id = birth.id_of::<Infant>(&value.order.to_string());
            pen.add_as(&birth.pregnancy.stream, id, &value)?;
            Ok(id)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

/// A baby of this pregnancy by its id.
fn held<'a>(birth: &'a Birth, id: &str) -> Result<&'a Held<Infant>, DeskError> {
    let mut all = birth.infants.iter();
    let found = all.find(|held| held.id.to_string() == id);
    Ok(found.ok_or(Failure::NotHere)?)
}

/// Refuses a baby that cannot be hers, or is written down already.
fn beside(
    birth: &Birth,
    known: Option<&Held<Infant>>,
    value: &Infant,
    mother: &Member,
) -> Result<(), DeskError> {
    let others = birth.infants.iter();
    let others = others.filter(|held| known.is_none_or(|known| known.id != held.id));
    let others: Vec<Infant> = others.map(|held| held.value.clone()).collect();
    let pregnancy: &Pregnancy = &birth.pregnancy.value;
    let said = |refusal: Refusal| DeskError::from(Failure::from(refusal));
    value.check_beside(mother, pregnancy, &others).map_err(said)
}

/// Refuses a record that is not here, the mother's own, one of somebody too old, and one that is another baby's.
fn linked(reader: &Reader<'_>, mother: MemberId, value: &Infant) -> Result<(), DeskError> {
    let Some(record) = value.member else {
        return Ok(());
    };
    let held = book::member(reader, record)?.ok_or(Failure::NotHere)?;
    let is_hers = book::person(reader, record)? == book::person(reader, mother)?;
    let other_birth = held
        .value
        .birth_date
        .is_some_and(|born| born.signed_duration_since(value.born).num_days() != 0);
    if is_hers || other_birth {
        return Err(refused("member", Why::NotOfThisBirth));
    }
    for other in book::all::<Infant>(reader)? {
        let same_baby =
            other.value.pregnancy == value.pregnancy && other.value.order == value.order;
        if other.value.member == Some(record) && !same_baby {
            return Err(refused("member", Why::EnteredTwice));
        }
    }
    Ok(())
}

impl AtDesk for RecordInfant {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let line = |text: &str| text.trim().to_owned();
        let names = Names {
            given: self.given.split_whitespace().map(str::to_owned).collect(),
            family: line(&self.family),
            ..Names::default()
        };
        if names.whole().is_empty() {
            return Err(Refusal {
                field: "names",
                why: Why::Missing,
            }
            .into());
        }
        let id = desk.write(|pen, writer| {
            let infant: EntityId = self.infant.parse().map_err(|_malformed| Failure::NotHere)?;
            let held = super::super::plans::expect_of::<Infant>(writer, self.member, infant)?;
            let has = held.value.member.map(|member| kin(writer, member));
            if has.transpose()?.flatten().is_some() {
                return Err(Failure::AlreadyDecided.into());
            }
            let mother = book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            let baby = Member {
                names,
                birth_date: Some(held.value.born),
                sex: held.value.sex,
                languages: mother.value.languages.clone(),
                // Where she lives is hers: whoever is given the baby's record alone is not told.
                ..Member::default()
            };
            let member = pen.begin(&baby)?;
            let value = Infant {
                member: Some(member),
                ..held.value.clone()
            };
            pen.change(&held, &value, &book::parse_seen(&self.seen))?;
            Ok(member)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}
