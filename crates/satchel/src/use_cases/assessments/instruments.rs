//! The catalogue's instruments, read once, and as the screen shows them.

use std::sync::OnceLock;

use catalog::instruments::{self, Action, Instrument, Method, Rule, Score, Screening};

use crate::contract::assessments as view;
use crate::contract::failure::Failure;

pub(super) use crate::use_cases::said::said;

/// What can be asked, and when.
pub(super) struct Catalogue {
    pub(super) instruments: Vec<Instrument>,
    pub(super) screening: Screening,
}

impl Catalogue {
    /// An instrument by its id.
    pub(super) fn find(&self, id: &str) -> Option<&Instrument> {
        self.instruments.iter().find(|one| one.id == id)
    }

    /// An instrument that a request names.
    pub(super) fn named(&self, id: &str) -> Result<&Instrument, Failure> {
        self.find(id).ok_or_else(|| Failure::BadRequest {
            what: "instrument".to_owned(),
        })
    }
}

/// The catalogue that comes with the program. The catalogue's own tests read every file of it.
pub(super) fn catalogue() -> Result<&'static Catalogue, Failure> {
    static READ: OnceLock<Option<Catalogue>> = OnceLock::new();
    let read = READ.get_or_init(|| {
        Some(Catalogue {
            instruments: instruments::shipped().ok()?,
            screening: Screening::shipped().ok()?,
        })
    });
    read.as_ref().ok_or_else(|| Failure::Defect {
        reference: "catalogue".to_owned(),
    })
}

/// Words that are kept as they were written.
pub(super) fn untranslated(words: &str) -> view::Bilingual {
    view::Bilingual {
        en: words.to_owned(),
        es: words.to_owned(),
    }
}

/// An instrument in a list.
pub(super) fn name(instrument: &Instrument) -> view::InstrumentName {
    view::InstrumentName {
        instrument: instrument.id.clone(),
        short: instrument.short.clone(),
        title: instrument.title.clone(),
        about: instrument.about,
        questions: u32::try_from(instrument.items.len()).unwrap_or(u32::MAX),
        score: instrument.scores.first().map(score),
        draft_kept_at: None,
    }
}

/// A score and what its values are called.
pub(super) fn score(score: &Score) -> view::ScoreName {
    let bands = score.bands.iter().map(|band| view::BandView {
        from: band.from,
        to: band.to,
        label: said(&band.label),
    });
    view::ScoreName {
        score: score.id.clone(),
        min: score.min,
        max: score.max,
        bands: bands.collect(),
        entered: score.method == Method::Entered,
    }
}

/// What an instrument suggests when a rule is met; nothing for danger, which is no suggestion.
pub(super) fn suggestion(rule: &Rule) -> Option<view::Suggestion> {
    let open = match &rule.action {
        Action::Safety(_) => return None,
        Action::Open(named) => Some(named.clone()),
        Action::FollowUp | Action::Need(_) => None,
    };
    Some(view::Suggestion {
        rule: rule.id.clone(),
        text: said(&rule.text),
        open,
    })
}
