//! Why a list was refused.

/// A list that cannot be used, and where in it the fault lies.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct Wrong {
    /// The line of the file, from 1; 1 where the file as a whole is wrong.
    pub line: usize,
    /// What is wrong with it, in a sentence for whoever maintains the list.
    pub reason: String,
}

impl Wrong {
    /// What the reader of the file found wrong at `text`.
    pub(crate) fn read(text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().map_or(0, |span| span.start);
        Self::after(text, before, error.message())
    }

    /// What is wrong with a value that could be read.
    pub(crate) fn at<T>(text: &str, value: &toml::Spanned<T>, reason: &str) -> Self {
        Self::after(text, value.span().start, reason)
    }

    /// A fault so many bytes into the text.
    fn after(text: &str, bytes: usize, reason: &str) -> Self {
        let before = text.bytes().take(bytes);
        Self {
            line: before
                .filter(|byte| *byte == b'\n')
                .count()
                .saturating_add(1),
            reason: reason.to_owned(),
        }
    }
}
