//! Meeting somebody: her record begins with a name, or with how one would know her; and who here she may be.

mod joining;

use care::{Act, Home, HomeKind, Likeness, Member, MemberId, Names, Phone, Refusal, Why, likeness};

use crate::book::{self, Held};
use crate::contract::MadeOne;
use crate::contract::failure::Failure;
use crate::contract::people::{Alike, AlikeFound, FindAlike, MeetMember, Said};
use crate::desk::Desk;
use crate::router::AtDesk;

pub(crate) use joining::{expect_held, is_joined, record, records_of, reviews_of};

/// So many people who may be the same are shown; a longer list nobody reads while somebody waits.
const ALIKE_MAX: usize = 5;

impl AtDesk for MeetMember {
    const ACT: Act = Act::Change;

    fn carry_out(self, desk: &Desk<'_>) -> Result<MadeOne, Failure> {
        let member = self.said.member();
        if member.names.whole().is_empty() {
            return Err(Refusal {
                field: "names",
                why: Why::Missing,
            }
            .into());
        }
        let id = desk.write(|pen, _| Ok(pen.begin(&member)?))?;
        Ok(MadeOne { id: id.to_string() })
    }
}

impl AtDesk for FindAlike {
    const ACT: Act = Act::Read;

    fn carry_out(self, desk: &Desk<'_>) -> Result<AlikeFound, Failure> {
        let said = self.said.member();
        desk.read(|reader| {
            let mut found: Vec<(Likeness, Alike)> = Vec::new();
            for held in book::everybody(reader)? {
                let Some(alike) = likeness(&said, &held.value) else {
                    continue;
                };
                found.push((alike, view(&held, alike)));
            }
            found.sort_by(|(one, a), (other, b)| {
                (one, &a.name, a.member).cmp(&(other, &b.name, b.member))
            });
            let people = found.into_iter().map(|(_, view)| view).take(ALIKE_MAX);
            Ok(AlikeFound {
                people: people.collect(),
            })
        })
    }
}

fn view(held: &Held<Member>, Likeness { standing, why }: Likeness) -> Alike {
    let member = &held.value;
    let mut two_answers = held.two_answers();
    two_answers.retain(|field| matches!(field.as_str(), "names" | "birthDate" | "home"));
    Alike {
        member: MemberId(held.id),
        two_answers,
        name: member.names.whole(),
        birth_date: member.birth_date,
        site: member
            .home
            .as_ref()
            .map(|home| home.words.clone())
            .unwrap_or_default(),
        standing,
        why,
    }
}

impl Said {
    /// What was said, as a record. Somebody without a name is written down as what she goes by.
    fn member(&self) -> Member {
        let line = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let given: Vec<String> = self.given.split_whitespace().map(str::to_owned).collect();
        let (family, called) = (line(&self.family).unwrap_or_default(), line(&self.called));
        let is_nameless = given.is_empty() && family.is_empty();
        let (given, preferred) = if is_nameless {
            (called.into_iter().collect(), None)
        } else {
            (given, called)
        };
        let cin: String = self
            .cin
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect();
        Member {
            names: Names {
                given,
                family,
                preferred,
                others: Vec::new(),
            },
            birth_date: self.birth_date,
            cin: line(&cin.to_uppercase()),
            phones: line(&self.phone)
                .map(|number| Phone {
                    number,
                    used_as: String::new(),
                })
                .into_iter()
                .collect(),
            home: line(&self.place).map(|words| Home {
                kind: HomeKind::Unknown,
                words,
                since: None,
            }),
            ..Member::default()
        }
    }
}

#[cfg(test)]
mod tests;
