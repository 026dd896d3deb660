//! Reading FHIR's common shapes: texts, days, codings, references.
//!
//! Texts are made fit for a screen and a database here, once: trimmed, without control characters, bounded.

use care::limits;
use chrono::NaiveDate;
use serde_json::Value;

/// The elements of a list; one lone element counts as a list of one, as some exporters write it.
pub(super) fn list(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let (many, one) = match value {
        Some(Value::Array(items)) => (items.as_slice(), None),
        other => (&[][..], other),
    };
    many.iter().chain(one)
}

/// One line of text at that key, if it is there and not empty.
pub(super) fn line(value: &Value, key: &str) -> Option<String> {
    value.get(key).and_then(Value::as_str).and_then(clean)
}

/// One line of text, fit to store; none if nothing is left of it.
pub(super) fn clean(text: &str) -> Option<String> {
    let printable = |c: &char| {
        !c.is_control() && !matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let text: String = text
        .trim()
        .chars()
        .filter(printable)
        .take(limits::LINE_CHARS_MAX)
        .collect();
    (!text.is_empty()).then_some(text)
}

/// The calendar day of a FHIR date or instant, as written at the place of the event.
///
/// A year or a month alone is no day.
pub(super) fn day(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()
}

/// The day at that key.
pub(super) fn day_at(value: &Value, key: &str) -> Option<NaiveDate> {
    value.get(key).and_then(Value::as_str).and_then(day)
}

/// Whether the text is at least a FHIR date: a year, a month or a day.
pub(super) fn is_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    whole.len() == 10 && day(&whole).is_some()
}

/// A code and the list it comes from.
#[derive(Clone, Copy)]
pub(super) struct Term<'a> {
    pub(super) system: &'a str,
    pub(super) code: &'a str,
    pub(super) display: &'a str,
}

/// One FHIR `Coding`; none without a code.
pub(super) fn coding(value: &Value) -> Option<Term<'_>> {
    let text = |key| value.get(key).and_then(Value::as_str).unwrap_or_default();
    let code = text("code");
    (!code.is_empty()).then_some(Term {
        system: text("system"),
        code,
        display: text("display"),
    })
}

/// The codings of a FHIR `CodeableConcept`.
pub(super) fn codings(concept: Option<&Value>) -> impl Iterator<Item = Term<'_>> {
    list(concept.and_then(|concept| concept.get("coding"))).filter_map(coding)
}

/// The code of a concept that stands for a status.
pub(super) fn status(concept: Option<&Value>) -> &str {
    codings(concept).next().map_or("", |first| first.code)
}

/// What a concept is called: its own text, or the first display.
pub(super) fn words(concept: Option<&Value>) -> Option<String> {
    let concept = concept?;
    line(concept, "text").or_else(|| codings(Some(concept)).find_map(|code| clean(code.display)))
}

/// Where a FHIR `Reference` points.
pub(super) fn reference(value: Option<&Value>) -> Option<&str> {
    value?.get("reference").and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// R236 in part: the day is the local one, which the windows count by.
    #[test]
    fn the_day_of_an_instant_is_the_one_where_it_happened() {
        assert_eq!(
            day("2026-03-01T23:59:00-08:00"),
            NaiveDate::from_ymd_opt(2026, 3, 1)
        );
        assert_eq!(day("2026-03"), None);
        assert_eq!(day("2026-02-30"), None);
    }

    #[test]
    fn a_year_is_a_date_but_a_word_is_not() {
        assert!(is_date("1990") && is_date("1990-02") && is_date("1990-02-28"));
        assert!(!is_date("1990-02-30") && !is_date("unknown") && !is_date(""));
    }

    #[test]
    fn texts_lose_what_cannot_be_shown() {
        assert_eq!(clean("  Ana\u{0}\u{202E} "), Some("Ana".to_owned()));
        assert_eq!(clean(" \n "), None);
    }
}
