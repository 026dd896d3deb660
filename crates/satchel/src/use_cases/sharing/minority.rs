//! A pregnant minor: what she decides about it is hers alone, and a record speaks of it in more places than its problem list.
//!
//! While a pregnancy overlaps her minority everything about her is in the segments of it, until a supervisor takes it off.
//! Once it is over and she is of age, what was said in those days stays so, and what is said now is not.

use care::{MemberId, Pregnancy, Tag, Tags};
use chrono::{Days, NaiveDate};
use vault::{Reader, StoreError};

use crate::book;

/// A pregnancy that nobody dated began no more days before it was first recorded.
const BEFORE_RECORDED: Days = Days::new(300);

/// Her pregnancies, and when she was a minor.
pub(super) struct Minority {
    born: Option<NaiveDate>,
    today: NaiveDate,
    /// She has been pregnant, at whatever age.
    pregnant: bool,
    /// The first and the last day of each pregnancy that began when she was a minor.
    spans: Vec<(NaiveDate, NaiveDate)>,
}

impl Minority {
    pub(super) fn read(
        reader: &Reader<'_>,
        member: MemberId,
        today: NaiveDate,
    ) -> Result<Self, StoreError> {
        let born = book::member(reader, member)?.and_then(|held| held.value.birth_date);
        let all = book::of_member::<Pregnancy>(reader, member)?;
        let mut it = Self {
            born,
            today,
            pregnant: !all.is_empty(),
            spans: Vec::new(),
        };
        for held in all {
            let one = &held.value;
            if it.is_minor(one.began()) {
                let before = one.began().checked_sub_days(BEFORE_RECORDED);
                let first = match one.dating {
                    Some(_) => one.began(),
                    None => before.unwrap_or(one.began()),
                };
                let last = one.ended().unwrap_or_else(|| one.open_until());
                it.spans.push((first, last));
            }
        }
        Ok(it)
    }

    /// At the time of the service: it stays so when she is of age.
    pub(super) fn is_minor(&self, on: NaiveDate) -> bool {
        let age = self.born.and_then(|born| on.years_since(born));
        age.is_some_and(|age| age < 18)
    }

    /// The segments of something that was first said on this day.
    pub(super) fn of(&self, said: NaiveDate) -> Tags {
        let now = self.is_minor(self.today);
        let is_in = |(first, last): &(NaiveDate, NaiveDate)| {
            let then = *first <= said && (self.is_minor(said) || said <= *last);
            now || self.today <= *last || then
        };
        if self.spans.iter().any(is_in) {
            of_a_pregnant_minor()
        } else {
            Tags::new()
        }
    }

    /// The segments of what was signed of this day: what was done for a minor stays hers, whenever she was pregnant.
    pub(super) fn of_signed(&self, on: NaiveDate) -> Tags {
        if self.pregnant && self.is_minor(on) {
            of_a_pregnant_minor()
        } else {
            self.of(on)
        }
    }
}

/// What a minor decides about a pregnancy.
pub(super) fn of_a_pregnant_minor() -> Tags {
    Tags::from([Tag::Minor, Tag::Repro])
}
