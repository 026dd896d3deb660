//! Writing down a pregnancy, how it ended, and how something stands that is due around it.

use care::{
    Act, Births, CareStand, Coding, Dating, Entity, EntityId, Helper, PerinatalCare, Pregnancy,
    PregnancyEnd, Refusal, Why,
};
use catalog::Perinatal;
use sync::StreamId;
use vault::Reader;

use super::super::eligibility::id_of;
use super::birth::{Birth, births};
use super::expect_birth;
use crate::book;
use crate::contract::failure::Failure;
use crate::contract::perinatal::{CareEntry, PregnancyEnds, PregnancyEntry};
use crate::contract::{Made, MadeOne};
use crate::desk::{Desk, DeskError};
use crate::router::AtDesk;

/// What a pregnancy that is written down here is: SNOMED CT, "Pregnant (finding)".
fn pregnant() -> Coding {
    Coding {
        system: "http://snomed.info/sct".to_owned(),
        code: "77386006".to_owned(),
        display: "Pregnancy".to_owned(),
    }
}

pub(super) fn refused(field: &'static str, why: Why) -> DeskError {
    Failure::from(Refusal { field, why }).into()
}

impl PregnancyEntry {
    /// When it is due: as was said, or from the last period.
    fn dating(&self) -> Option<Dating> {
        let by_lmp = || Dating::due_from(self.lmp?);
        let due = self.due.or_else(by_lmp)?;
        Some(Dating {
            due,
            method: self.method,
            lmp: self.lmp,
        })
    }

    /// How often she was pregnant and gave birth; half an answer is none.
    fn births(&self) -> Result<Option<Births>, DeskError> {
        match (self.gravida, self.para) {
            (None, None) => Ok(None),
            (Some(gravida), Some(para)) => Ok(Some(Births { gravida, para })),
            (Some(_), None) | (None, Some(_)) => Err(refused("births", Why::Missing)),
        }
    }

    fn onto(&self, pregnancy: Pregnancy) -> Result<Pregnancy, DeskError> {
        let helper = |helper: &crate::contract::perinatal::HelperView| Helper {
            kind: helper.kind,
            name: helper.name.trim().to_owned(),
            words: helper.words.trim().to_owned(),
        };
        Ok(Pregnancy {
            dating: self.dating(),
            births: self.births()?,
            babies: self.babies,
            helpers: self.helpers.iter().map(helper).collect(),
            ..pregnancy
        })
    }
}

impl AtDesk for PregnancyEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            let held = book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
            if let Some(id) = &self.id {
                let birth = expect_birth(writer, self.member, id)?;
                let value = self.onto(birth.pregnancy.value.clone())?;
                pen.change(&birth.pregnancy, &value, &book::parse_seen(&self.seen))?;
                return Ok(birth.pregnancy.id);
            }
            let all = births(writer, self.member)?;
            let lasting = |birth: &Birth| {
                let pregnancy = &birth.pregnancy.value;
                pregnancy.ended().is_none() && birth.is_perinatal(pen.today)
            };
            if all.iter().any(lasting) {
                return Err(refused("dating", Why::EnteredTwice));
            }
            let value = self.onto(Pregnancy {
                coding: pregnant(),
                ..Pregnancy::recorded(pen.today)
            })?;
            let born = held.value.birth_date;
            if born.is_some_and(|born| value.began() <= born) {
                return Err(refused("dating", Why::BeforeConception));
            }
            // Two who write her next pregnancy down unseen write down one.
            let id = next_id(writer, self.member, all.len())?;
            pen.add_as(&StreamId::Member(self.member), id, &value)?;
            Ok(id)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

/// The id of her next pregnancy: by how many there are.
fn next_id(
    reader: &Reader<'_>,
    member: care::MemberId,
    known: usize,
) -> Result<uuid::Uuid, DeskError> {
    let mut number = known;
    loop {
        let id = id_of(Pregnancy::KIND, member, &number.to_string());
        if book::read::<Pregnancy>(reader, EntityId(id))?.is_none() {
            return Ok(id);
        }
        number = number.saturating_add(1);
    }
}

impl AtDesk for PregnancyEnds {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        desk.write(|pen, writer| {
            let birth = expect_birth(writer, self.member, &self.id)?;
            let known = &birth.pregnancy.value;
            let outcome = PregnancyEnd {
                what: self.what,
                on: self.on,
                place: self.place.trim().to_owned(),
            };
            // An older release reads only this day. What a hospital wrote stays.
            let ours = known.end.is_none_or(|end| {
                let before = known.outcome.as_ref();
                before.is_some_and(|before| before.on == end)
            });
            let end = if ours && known.onset <= outcome.on {
                Some(outcome.on)
            } else {
                known.end.filter(|_| !ours)
            };
            let value = Pregnancy {
                outcome: Some(outcome),
                end,
                babies: self.babies.or(known.babies),
                ..known.clone()
            };
            Ok(pen.change(&birth.pregnancy, &value, &book::parse_seen(&self.seen))?)
        })?;
        Ok(Made {})
    }
}

impl AtDesk for CareEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<Made, Failure> {
        let list = Perinatal::shipped();
        // A Community Support is asked for by a request of its own, which makes its task.
        if !list.is_known(&self.item, &self.about) || list.support(&self.item).is_some() {
            return Err(Failure::BadRequest {
                what: "item".to_owned(),
            });
        }
        let stands = CareStand {
            is: self.is,
            on: self.on,
            place: self.place.trim().to_owned(),
            words: self.words.trim().to_owned(),
            said_by: self.said_by,
        };
        desk.write(|pen, writer| {
            let birth = expect_birth(writer, self.member, &self.pregnancy)?;
            if let Some(held) = birth.care(&self.item, &self.about) {
                let value = PerinatalCare {
                    stands,
                    ..held.value.clone()
                };
                return Ok(pen.change(held, &value, &book::parse_seen(&self.seen))?);
            }
            let id = birth.id_of::<PerinatalCare>(&format!("{}\0{}", self.item, self.about));
            let value = PerinatalCare {
                pregnancy: EntityId(birth.pregnancy.id),
                item: self.item,
                about: self.about,
                stands,
            };
            Ok(pen.add_as(&birth.pregnancy.stream, id, &value)?)
        })?;
        Ok(Made {})
    }
}
