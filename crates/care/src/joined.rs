//! Several records of one person, shown as one: who belongs together, and what is shown of her.
//!
//! Nothing is moved or rewritten by it. Each record stays what it is, and is again all there is when somebody takes her
//! word back.

use std::collections::BTreeMap;

use crate::{Door, Member, MemberId};

/// So many records of one person are enough, and nobody looks further.
pub const RECORDS_MAX: usize = 16;

/// Who belongs together, by what was said of each: every member of whom something was, with the least id of her group.
/// In whatever order it was said, in chains or in circles, it comes to the same.
pub fn one_person(
    said: impl IntoIterator<Item = (MemberId, MemberId)>,
) -> BTreeMap<MemberId, MemberId> {
    let mut above: BTreeMap<MemberId, MemberId> = BTreeMap::new();
    for (one, other) in said {
        let (one, other) = (top(&above, one), top(&above, other));
        // Always upwards to a lesser id, so that there is no circle to go round in.
        above.insert(one.max(other), one.min(other));
    }
    let everybody: Vec<MemberId> = above
        .iter()
        .flat_map(|(one, other)| [*one, *other])
        .collect();
    everybody
        .into_iter()
        .map(|member| (member, top(&above, member)))
        .collect()
}

fn top(above: &BTreeMap<MemberId, MemberId>, member: MemberId) -> MemberId {
    let mut at = member;
    while let Some(next) = above.get(&at).filter(|next| **next < at) {
        at = *next;
    }
    at
}

impl Member {
    /// What is shown of a person with another record: what this one says, and where it says nothing, the other. Lists
    /// hold what is in either. At the door the more careful word counts, and every danger that either names.
    #[must_use]
    pub fn together_with(mut self, other: &Self) -> Self {
        if self.names.whole().is_empty() {
            self.names = other.names.clone();
        }
        self.names.preferred = self
            .names
            .preferred
            .or_else(|| other.names.preferred.clone());
        add(&mut self.names.others, &other.names.others);
        self.birth_date = self.birth_date.or(other.birth_date);
        self.sex = self.sex.or(other.sex);
        self.pronouns = self.pronouns.or_else(|| other.pronouns.clone());
        add(&mut self.race, &other.race);
        add(&mut self.ethnicity, &other.ethnicity);
        add(&mut self.languages, &other.languages);
        add(&mut self.identifiers, &other.identifiers);
        self.cin = self.cin.or_else(|| other.cin.clone());
        add(&mut self.phones, &other.phones);
        add(&mut self.addresses, &other.addresses);
        self.home = self.home.or_else(|| other.home.clone());
        self.door = careful(self.door, other.door.as_ref());
        self.risk = self.risk.or(other.risk);
        self.health_plan = self.health_plan.or_else(|| other.health_plan.clone());
        self.source = self.source.or_else(|| other.source.clone());
        self
    }
}

fn add<T: Clone + PartialEq>(all: &mut Vec<T>, more: &[T]) {
    for one in more {
        if !all.contains(one) {
            all.push(one.clone());
        }
    }
}

fn careful(one: Option<Door>, other: Option<&Door>) -> Option<Door> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.going_by(other)),
        (Some(one), None) => Some(one),
        (None, other) => other.cloned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Names, Phone, Voicemail};
    use uuid::Uuid;

    fn id(n: u128) -> MemberId {
        MemberId(Uuid::from_u128(n))
    }

    fn check(said: &[(u128, u128)], expected: &[(u128, u128)]) {
        let ids = |pairs: &[(u128, u128)]| {
            pairs
                .iter()
                .map(|(one, other)| (id(*one), id(*other)))
                .collect::<Vec<_>>()
        };
        let found = one_person(ids(said));
        assert_eq!(found, ids(expected).into_iter().collect(), "{said:?}");
        assert_eq!(
            one_person(ids(said).into_iter().rev()),
            found,
            "in another order: {said:?}"
        );
    }

    #[test]
    fn chains_and_circles_come_to_the_least_id() {
        check(&[], &[]);
        check(&[(5, 3)], &[(3, 3), (5, 3)]);
        check(&[(3, 5)], &[(3, 3), (5, 3)]);
        check(&[(2, 3), (3, 1), (1, 2)], &[(1, 1), (2, 1), (3, 1)]);
        check(
            &[(4, 3), (3, 2), (2, 1), (9, 8)],
            &[(1, 1), (2, 1), (3, 1), (4, 1), (8, 8), (9, 8)],
        );
        check(&[(1, 9), (2, 8), (8, 9)], &[(1, 1), (2, 1), (8, 1), (9, 1)]);
        check(&[(7, 7)], &[(7, 7)]);
    }

    #[test]
    fn together_nothing_is_missing_and_the_careful_word_counts() {
        let phone = |number: &str| Phone {
            number: number.to_owned(),
            used_as: String::new(),
        };
        let door = |voicemail| {
            Some(Door {
                say: String::new(),
                voicemail,
                dangers: String::new(),
            })
        };
        let named = |family: &str| Names {
            family: family.to_owned(),
            ..Names::default()
        };
        let one = Member {
            names: named("Ruiz"),
            phones: vec![phone("1"), phone("2")],
            door: door(Voicemail::Detailed),
            ..Member::default()
        };
        let other = Member {
            names: named("Soto"),
            phones: vec![phone("2"), phone("3")],
            door: door(Voicemail::Never),
            cin: Some("90412277D".to_owned()),
            ..Member::default()
        };
        let both = one.together_with(&other);
        assert_eq!(both.names.whole(), "Ruiz");
        assert_eq!(both.phones, [phone("1"), phone("2"), phone("3")]);
        assert_eq!((both.door, both.cin), (other.door, other.cin));
    }

    #[test]
    fn of_two_answers_about_a_door_no_danger_is_left_out() {
        let door = |say: &str, voicemail, dangers: &str| Door {
            say: say.to_owned(),
            voicemail,
            dangers: dangers.to_owned(),
        };
        let warned = door("ring twice", Voicemail::Detailed, "a violent partner");
        let quiet = door("ask for her sister", Voicemail::Never, "");
        let both = door("ask for her sister", Voicemail::Never, "a violent partner");
        assert!(warned.clone().going_by(&quiet) == both && quiet.clone().going_by(&warned) == both);
        assert!(both.clone().going_by(&warned) == both, "each is named once");
        let dog = door("", Voicemail::NameOnly, "a dog");
        let all = warned.going_by(&dog);
        assert_eq!(
            (all.voicemail, all.dangers.as_str()),
            (Voicemail::NameOnly, "a dog; a violent partner")
        );
    }
}
