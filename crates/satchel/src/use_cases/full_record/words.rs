//! The words of the page: those of the screen, in the language she reads, and the catalogue's own.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use catalog::instruments::Said;
use catalog::{Comprehensive, Outreach, Perinatal, Rights};
use chrono::{DateTime, Datelike, Local, NaiveDate, Timelike};

use super::codes::CODES;
use crate::contract::settings::UiLanguage;

/// The screen's own words: a code has one word, wherever it is read.
const ENGLISH: &str = include_str!("../../../../../ui/src/words/en.json");
const SPANISH: &str = include_str!("../../../../../ui/src/words/es.json");

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const MESES: [&str; 12] = [
    "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic",
];

/// The words of one language.
pub(super) struct Words {
    language: UiLanguage,
    words: &'static BTreeMap<String, String>,
}

impl Words {
    /// The words of this language; the tests of the screen hold both files against each other.
    pub(super) fn of(language: UiLanguage) -> Self {
        static READ: [OnceLock<BTreeMap<String, String>>; 2] = [OnceLock::new(), OnceLock::new()];
        let [english, spanish] = &READ;
        let (read, text) = match language {
            UiLanguage::En => (english, ENGLISH),
            UiLanguage::Es => (spanish, SPANISH),
        };
        Self {
            language,
            words: read.get_or_init(|| serde_json::from_str(text).unwrap_or_default()),
        }
    }

    /// The language as a page says it.
    pub(super) const fn code(&self) -> &'static str {
        match self.language {
            UiLanguage::En => "en",
            UiLanguage::Es => "es",
        }
    }

    /// The word of this name; the name itself where there is none.
    pub(super) fn say(&self, name: &str) -> String {
        self.find(name).unwrap_or(name).to_owned()
    }

    /// The same, with one value in its place.
    pub(super) fn say_with(&self, name: &str, (place, value): (&str, &str)) -> String {
        self.say(name).replace(&format!("{{{place}}}"), value)
    }

    fn find(&self, name: &str) -> Option<&str> {
        self.words.get(name).map(String::as_str)
    }

    /// What a field is called: its own word, or that of the part with its name.
    pub(super) fn label(&self, path: &str) -> String {
        let last = path.rsplit('.').next().unwrap_or(path);
        let own = self.find(&format!("field.{path}"));
        let part = self.find(&format!("fullRecord.field.{last}"));
        own.or(part).unwrap_or(last).to_owned()
    }

    /// What a code at this place of a record is called; absent for what is no code.
    pub(super) fn code_at(&self, path: &str, value: &str) -> Option<String> {
        if let Some(said) = of_the_catalogue(path, value) {
            return Some(match self.language {
                UiLanguage::En => said.en.clone(),
                UiLanguage::Es => said.es.clone(),
            });
        }
        let (_, list) = CODES.iter().find(|(place, _)| *place == path)?;
        self.find(&format!("{list}.{value}")).map(str::to_owned)
    }

    /// A day.
    pub(super) fn day(&self, day: NaiveDate) -> String {
        let month = usize::try_from(day.month0()).unwrap_or_default();
        let (date, year) = (day.day(), day.year());
        match self.language {
            UiLanguage::En => format!(
                "{} {date}, {year}",
                MONTHS.get(month).copied().unwrap_or_default()
            ),
            UiLanguage::Es => format!(
                "{date} {} {year}",
                MESES.get(month).copied().unwrap_or_default()
            ),
        }
    }

    /// An instant, by the clock of the place where the page is made.
    pub(super) fn instant(&self, at: i64) -> String {
        let instant = DateTime::from_timestamp_millis(at).unwrap_or_default();
        let here = instant.with_timezone(&Local);
        let (late, hour) = here.hour12();
        let half = match (self.language, late) {
            (UiLanguage::En, false) => "am",
            (UiLanguage::En, true) => "pm",
            (UiLanguage::Es, false) => "a. m.",
            (UiLanguage::Es, true) => "p. m.",
        };
        let day = self.day(here.date_naive());
        format!("{day}, {hour}:{:02} {half}", here.minute())
    }
}

fn of_the_catalogue(path: &str, value: &str) -> Option<&'static Said> {
    let outreach = Outreach::shipped();
    let perinatal = Perinatal::shipped();
    match path {
        "attempt.method" => Some(&outreach.method(value)?.named.label),
        "attempt.outcome" => Some(&outreach.outcome(value)?.named.label),
        "referral_in.from.source" => Some(&outreach.source(value)?.label),
        "partner_programme.programme" => Some(&outreach.programme(value)?.named.label),
        "perinatal_care.item" => Some(&perinatal.item(value)?.entry.label),
        "helper_service.service" => {
            let service = perinatal.service(value).map(|one| &one.entry.label);
            service.or(perinatal.group(value).map(|one| &one.entry.label))
        }
        "comprehensive.areas.area" => Some(&Comprehensive::shipped().area(value)?.label),
        "goal.from.suggestion" | "suggestion_passed.suggestion" => {
            Some(&Comprehensive::shipped().suggested(value)?.goal)
        }
        "right_answered.reason" => Some(&Rights::shipped().denial(value)?.label),
        _ => None,
    }
}
