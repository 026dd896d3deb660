//! The moment at which somebody is killed: after so many lines, so many writes, so many bytes.

use std::fmt;

use crate::chance::Dice;
use crate::process::{Event, Place, Way, Who};

/// When.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    /// After so many lines of this process.
    Lines(Who, u32),
    /// After so many writes to these files.
    Writes(Place, u32),
    /// After so many bytes over the line.
    Bytes(Way, u32),
}

const LINES_MAX: u32 = 40;
const LOG_LINES_MAX: u32 = 8;
const WRITES_MAX: u32 = 256;
/// What the office runs by hand writes less.
const OFFICE_WRITES_MAX: u32 = 24;
const BYTES_MAX: u32 = 64 * 1024;
const FIRST_BYTES_MAX: u32 = 256 * 1024;
/// A word and its exchange are little: what is killed in the middle of one is killed soon.
const SHORT_WRITES_MAX: u32 = 96;
const SHORT_LINES_MAX: u32 = 12;
const SHORT_BYTES_MAX: u32 = 24 * 1024;

impl Moment {
    /// Some moment of a laptop's work and its exchange.
    pub(crate) fn of_a_day(dice: &Dice) -> Self {
        match dice.below(6) {
            0 => Self::Lines(Who::Typist, 1 + dice.below(LINES_MAX)),
            // A request was answered, and the answer is on its way.
            1 => Self::Lines(Who::Clinic, 1 + dice.below(LOG_LINES_MAX)),
            2 => Self::Writes(Place::Laptop, 1 + dice.any_size(WRITES_MAX)),
            3 => Self::Writes(Place::Ledger, 1 + dice.any_size(WRITES_MAX)),
            4 => Self::Bytes(Way::There, 1 + dice.any_size(BYTES_MAX)),
            _ => Self::Bytes(Way::Back, 1 + dice.any_size(BYTES_MAX)),
        }
    }

    /// Some moment of a first exchange, which is nearly all receiving.
    pub(crate) fn of_a_first_exchange(dice: &Dice) -> Self {
        match dice.below(2) {
            0 => Self::Writes(Place::Laptop, 1 + dice.any_size(WRITES_MAX)),
            _ => Self::Bytes(Way::Back, 1 + dice.below(FIRST_BYTES_MAX)),
        }
    }

    /// Some moment of a short exchange, with both already at work.
    pub(crate) fn of_an_exchange(dice: &Dice) -> Self {
        match dice.below(5) {
            0 => Self::Lines(Who::Typist, 1 + dice.below(SHORT_LINES_MAX)),
            1 => Self::Lines(Who::Clinic, 1 + dice.below(LOG_LINES_MAX)),
            2 => Self::Writes(Place::Laptop, 1 + dice.any_size(SHORT_WRITES_MAX)),
            3 => Self::Writes(Place::Ledger, 1 + dice.any_size(SHORT_WRITES_MAX)),
            _ => Self::Bytes(Way::Back, 1 + dice.any_size(SHORT_BYTES_MAX)),
        }
    }

    /// Some moment of what writes to these files; as often none, so that there is something to go back to.
    pub(crate) fn of_writing(dice: &Dice, place: Place) -> Option<Self> {
        let writes = 1 + dice.any_size(OFFICE_WRITES_MAX);
        dice.percent(50).then_some(Self::Writes(place, writes))
    }

    /// One event more or less until then; true when it has come.
    pub(crate) fn has_come(&mut self, event: &Event) -> bool {
        let (left, by) = match (self, event) {
            (Self::Lines(who, left), Event::Said(by, _)) if who == by => (left, 1),
            (Self::Writes(place, left), Event::Wrote(at)) if place == at => (left, 1),
            (Self::Bytes(way, left), Event::Carried(went, bytes)) if way == went => {
                (left, u32::try_from(*bytes).unwrap_or(u32::MAX))
            }
            (Self::Lines(..) | Self::Writes(..) | Self::Bytes(..), _) => return false,
        };
        *left = left.saturating_sub(by);
        *left == 0
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lines(who, count) => write!(f, "after {count} lines of {who:?}"),
            Self::Writes(place, count) => write!(f, "after {count} writes to {place:?}"),
            Self::Bytes(way, count) => write!(f, "after {count} bytes {way:?}"),
        }
    }
}
