//! The screen's own words, so that whoever drives a window looks for what the screen really says.

use std::path::Path;

use serde_json::Value;

use crate::trouble::{Done, Trouble};

/// The words of one language.
#[derive(Debug, Clone)]
pub struct Words(Value);

impl Words {
    /// Reads the words of a language (`en`, `es`) from the repository at `root`.
    pub fn read(root: &Path, language: &str) -> Done<Self> {
        let file = root.join(format!("ui/src/words/{language}.json"));
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        serde_json::from_str(&text).map(Self).map_err(|error| {
            Trouble::new(
                format!("{} cannot be read ({error}).", file.display()),
                "check the clone with git status",
            )
        })
    }

    /// What the screen says for this id, up to the first value that is put into it.
    pub fn say<'words>(&'words self, id: &'words str) -> &'words str {
        let whole = self.0.get(id).and_then(Value::as_str).unwrap_or(id);
        whole
            .split_once('{')
            .map_or(whole, |(before, _)| before)
            .trim()
    }
}
