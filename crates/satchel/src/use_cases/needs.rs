//! What came of asking about an area.

use care::{Act, Need, Refusal, Why};
use sync::StreamId;

use super::plans::expect_of;
use crate::book;
use crate::contract::MadeOne;
use crate::contract::failure::Failure;
use crate::contract::plans::NeedEntry;
use crate::desk::Desk;
use crate::router::AtDesk;

impl AtDesk for NeedEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id = desk.write(|pen, writer| {
            let Some(id) = self.need else {
                book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
                let missing = Failure::from(Refusal {
                    field: "standing",
                    why: Why::Missing,
                });
                let need = Need {
                    domain: self.domain,
                    standing: self.standing.ok_or(missing)?,
                    words: self.words.clone().unwrap_or_default(),
                    asked_on: pen.today,
                };
                return Ok(pen.add(&StreamId::Member(self.member), &need)?);
            };
            let held = expect_of::<Need>(writer, self.member, id)?;
            let mut need = Need {
                domain: self.domain,
                ..held.value.clone()
            };
            if let Some(standing) = self.standing {
                need.standing = standing;
                need.asked_on = pen.today;
            }
            if let Some(words) = &self.words {
                need.words.clone_from(words);
            }
            pen.change(&held, &need, &book::parse_seen(&self.seen))?;
            Ok(id.0)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}
