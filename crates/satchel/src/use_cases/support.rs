//! The people around a member.

use care::{Act, EntityId, SupportPerson};
use sync::StreamId;

use super::plans::expect_of;
use crate::book;
use crate::contract::MadeOne;
use crate::contract::failure::Failure;
use crate::contract::members::SupportPersonEntry;
use crate::desk::Desk;
use crate::router::AtDesk;

impl AtDesk for SupportPersonEntry {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let id: Option<EntityId> = match self.id.as_deref().map(str::parse) {
            Some(Ok(id)) => Some(id),
            Some(Err(_)) => {
                return Err(Failure::BadRequest {
                    what: "id".to_owned(),
                });
            }
            None => None,
        };
        let value = SupportPerson {
            name: self.name,
            relation: self.relation,
            phone: self.phone,
            may_know: self.may_know,
        };
        let id = desk.write(|pen, writer| {
            let Some(id) = id else {
                book::member(writer, self.member)?.ok_or(Failure::NotHere)?;
                return Ok(pen.add(&StreamId::Member(self.member), &value)?);
            };
            let held = expect_of::<SupportPerson>(writer, self.member, id)?;
            pen.change(&held, &value, &book::parse_seen(&self.seen))?;
            Ok(id.0)
        })?;
        Ok(MadeOne { id: id.to_string() })
    }
}

#[cfg(test)]
mod tests {
    use super::super::due::fixture::{MEMBER, member};
    use super::super::due::office::Office;
    use super::*;
    use crate::contract::Seen;
    use crate::contract::members::ShowMember;
    use care::MemberId;
    use uuid::Uuid;

    fn entry(id: Option<String>, may_know: &str) -> SupportPersonEntry {
        SupportPersonEntry {
            member: MEMBER,
            id,
            seen: Seen::default(),
            name: "Rosa".to_owned(),
            relation: "sister".to_owned(),
            phone: String::new(),
            may_know: may_know.to_owned(),
        }
    }

    /// R101, and R105 in part: who is around her, and what they may know in her words.
    #[test]
    fn somebody_around_her_is_added_once_and_then_changed() {
        let office = Office::open();
        office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
        let made = office.ask(entry(None, "")).unwrap();
        office
            .ask(entry(Some(made.id.clone()), "everything"))
            .unwrap();
        let shown = office.ask(ShowMember { member: MEMBER }).unwrap();
        let lines: Vec<_> = shown
            .support
            .iter()
            .map(|person| (&person.id, person.may_know.as_str()))
            .collect();
        assert_eq!(lines, [(&made.id, "everything")]);
        assert!(shown.unsent);
    }

    #[test]
    fn somebody_around_nobody_is_refused() {
        let office = Office::open();
        assert_eq!(office.ask(entry(None, "")).err(), Some(Failure::NotHere));
        office.put(MEMBER, 0x10, &member("Ana", "Ruiz"));
        let unknown = Uuid::from_u128(0x77).to_string();
        assert_eq!(
            office.ask(entry(Some(unknown), "")).err(),
            Some(Failure::NotHere)
        );
        let other = SupportPersonEntry {
            member: MemberId(Uuid::from_u128(0x99)),
            ..entry(None, "")
        };
        assert_eq!(office.ask(other).err(), Some(Failure::NotHere));
    }
}
