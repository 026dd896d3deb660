//! What every list says of its values in the same way.

use toml::Spanned;

use crate::Wrong;
use crate::instruments::Said;
use crate::outreach::Vouched;

/// Reads the values of one file, and says where one is wrong.
#[derive(Clone, Copy)]
pub(crate) struct Values<'a>(pub(crate) &'a str);

impl Values<'_> {
    pub(crate) fn wrong<T>(self, at: &Spanned<T>, reason: &str) -> Wrong {
        Wrong::at(self.0, at, reason)
    }

    /// A sentence in both languages.
    pub(crate) fn said<T>(self, at: &Spanned<T>, en: String, es: String) -> Result<Said, Wrong> {
        if en.trim().is_empty() || es.trim().is_empty() {
            return Err(self.wrong(at, "this has no words in one language"));
        }
        Ok(Said { en, es })
    }

    pub(crate) fn vouched(self, said: &Spanned<String>) -> Result<Vouched, Wrong> {
        Vouched::read(said.get_ref())
            .ok_or_else(|| self.wrong(said, "this says of nobody that he vouches for it"))
    }
}
