//! Sharing: which segments a code, an instrument, an area of the plan or a name suggests, and the statements that go along.
//!
//! What is suggested holds until a supervisor takes it off with a reason: a wrong tag costs a question, a missing one a
//! person's privacy. Part 2 is never suggested; a list that does is refused.

use std::sync::LazyLock;

use care::{Coding, Domain, Tag, Tags};
use chrono::NaiveDate;
use serde::Deserialize;
use toml::Spanned;

use crate::Wrong;
use crate::outreach::Vouched;
use crate::values::Values;

/// The list that this release carries.
const SHIPPED: &str = include_str!("../data/sharing.toml");

/// Which segments are suggested by what, and the statements that go along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// What it is called: `2026-01`.
    pub version: String,
    /// The first day it is in force.
    pub effective_from: NaiveDate,
    /// The statements.
    pub notices: Vec<Statement>,
    codes: Vec<(String, String, Tags)>,
    instruments: Vec<(Vec<String>, Tags)>,
    domains: Vec<(Vec<Domain>, Tags)>,
    words: Vec<(Vec<String>, Tags)>,
}

/// A statement that goes along with what is disclosed, word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Which rule asks for it.
    pub id: String,
    /// Which edition of its text.
    pub edition: String,
    /// The first day of that edition.
    pub effective_from: NaiveDate,
    /// The text, as the rule has it, in English.
    pub text: String,
    /// What it says, in Spanish: an explanation, not the statement.
    pub gloss_es: String,
    /// Who vouches for it.
    pub vouched: Vouched,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    version: String,
    effective_from: NaiveDate,
    notice: Vec<RawNotice>,
    code: Vec<RawCode>,
    instrument: Vec<RawInstrument>,
    domain: Vec<RawDomain>,
    word: Vec<RawWord>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNotice {
    id: String,
    edition: String,
    effective_from: NaiveDate,
    text: Spanned<String>,
    gloss_es: String,
    standing: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawCode {
    tags: Spanned<Vec<String>>,
    from: Spanned<String>,
    to: String,
    standing: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawInstrument {
    tags: Spanned<Vec<String>>,
    codes: Vec<String>,
    standing: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDomain {
    tags: Spanned<Vec<String>>,
    domains: Spanned<Vec<String>>,
    standing: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWord {
    tags: Spanned<Vec<String>>,
    words: Vec<Spanned<String>>,
    standing: Spanned<String>,
}

impl Values<'_> {
    fn tags(&self, said: &Spanned<Vec<String>>) -> Result<Tags, Wrong> {
        let wrong = |reason: &str| Wrong::at(self.0, said, reason);
        let tags: Result<Tags, _> = said.get_ref().iter().map(|tag| tag.parse()).collect();
        let tags = tags.or(Err(wrong("this is no segment")))?;
        if tags.is_empty() {
            return Err(wrong("no segment is named"));
        }
        if tags.contains(&Tag::Part2) {
            return Err(wrong("Part 2 is said of a source, never inferred"));
        }
        Ok(tags)
    }

    fn code(&self, raw: RawCode) -> Result<(String, String, Tags), Wrong> {
        self.vouched(&raw.standing)?;
        if raw.to < *raw.from.get_ref() || raw.from.get_ref().len() != raw.to.len() {
            return Err(Wrong::at(self.0, &raw.from, "this is no range of codes"));
        }
        Ok((raw.from.into_inner(), raw.to, self.tags(&raw.tags)?))
    }

    fn domain(&self, raw: &RawDomain) -> Result<(Vec<Domain>, Tags), Wrong> {
        self.vouched(&raw.standing)?;
        let domains: Result<_, _> = raw
            .domains
            .get_ref()
            .iter()
            .map(|one| one.parse())
            .collect();
        let wrong = || Wrong::at(self.0, &raw.domains, "this is no area of the plan");
        Ok((domains.or(Err(wrong()))?, self.tags(&raw.tags)?))
    }

    fn words(&self, raw: &RawWord) -> Result<(Vec<String>, Tags), Wrong> {
        self.vouched(&raw.standing)?;
        let short = raw
            .words
            .iter()
            .find(|word| word.get_ref().trim().len() < 3);
        if let Some(word) = short {
            return Err(Wrong::at(self.0, word, "so short a word is in every name"));
        }
        let words = raw.words.iter().map(|word| word.get_ref().to_lowercase());
        Ok((words.collect(), self.tags(&raw.tags)?))
    }

    fn notice(&self, raw: RawNotice) -> Result<Statement, Wrong> {
        if raw.text.get_ref().trim().is_empty() {
            return Err(Wrong::at(self.0, &raw.text, "a statement without words"));
        }
        Ok(Statement {
            vouched: self.vouched(&raw.standing)?,
            id: raw.id,
            edition: raw.edition,
            effective_from: raw.effective_from,
            text: raw.text.into_inner(),
            gloss_es: raw.gloss_es,
        })
    }
}

impl Sharing {
    /// Reads a list, or says at which line it is wrong and why.
    pub fn read(text: &str) -> Result<Self, Wrong> {
        let raw: Raw = toml::from_str(text).map_err(|error| Wrong::read(text, &error))?;
        let values = Values(text);
        let mut instruments = Vec::new();
        for one in raw.instrument {
            values.vouched(&one.standing)?;
            instruments.push((one.codes, values.tags(&one.tags)?));
        }
        Ok(Self {
            version: raw.version,
            effective_from: raw.effective_from,
            notices: raw
                .notice
                .into_iter()
                .map(|one| values.notice(one))
                .collect::<Result<_, _>>()?,
            codes: raw
                .code
                .into_iter()
                .map(|one| values.code(one))
                .collect::<Result<_, _>>()?,
            instruments,
            domains: raw
                .domain
                .iter()
                .map(|one| values.domain(one))
                .collect::<Result<_, _>>()?,
            words: raw
                .word
                .iter()
                .map(|one| values.words(one))
                .collect::<Result<_, _>>()?,
        })
    }

    /// The list that this release carries.
    #[expect(
        clippy::expect_used,
        reason = "the list is compiled in, and a test of this crate reads it"
    )]
    pub fn shipped() -> &'static Self {
        static LIST: LazyLock<Sharing> =
            LazyLock::new(|| Sharing::read(SHIPPED).expect("the shipped list is sound"));
        &LIST
    }

    /// The statement a rule asks for, in the edition of that day.
    pub fn notice(&self, id: &str, on: NaiveDate) -> Option<&Statement> {
        let all = self.notices.iter().filter(|one| one.id == id);
        all.filter(|one| one.effective_from <= on)
            .max_by_key(|one| one.effective_from)
    }

    /// What a problem or a medicine suggests, by its ICD-10 code and by its name.
    pub fn of_coding(&self, coding: &Coding) -> Tags {
        let mut tags = self.of_name(&coding.display);
        if coding.system.contains("icd-10") {
            let code: String = coding.code.chars().filter(|c| *c != '.').collect();
            for (from, to, suggested) in &self.codes {
                let head: String = code.chars().take(from.len()).collect();
                if *from <= head && head <= *to {
                    tags.extend(suggested);
                }
            }
        }
        tags
    }

    /// What a name suggests.
    pub fn of_name(&self, name: &str) -> Tags {
        let name = name.to_lowercase();
        let found = self
            .words
            .iter()
            .filter(|(words, _)| words.iter().any(|word| name.contains(word.as_str())));
        found.flat_map(|(_, tags)| tags).copied().collect()
    }

    /// What an instrument is about, by its code.
    pub fn of_instrument(&self, code: &str) -> Tags {
        let found = self
            .instruments
            .iter()
            .filter(|(codes, _)| codes.iter().any(|one| one == code));
        found.flat_map(|(_, tags)| tags).copied().collect()
    }

    /// What an area of the plan is about.
    pub fn of_domain(&self, domain: Domain) -> Tags {
        let found = self
            .domains
            .iter()
            .filter(|(domains, _)| domains.contains(&domain));
        found.flat_map(|(_, tags)| tags).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coding(code: &str, display: &str) -> Coding {
        Coding {
            system: "http://hl7.org/fhir/sid/icd-10-cm".to_owned(),
            code: code.to_owned(),
            display: display.to_owned(),
        }
    }

    #[test]
    fn a_code_an_instrument_an_area_and_a_name_suggest_their_segments() {
        let list = Sharing::shipped();
        let of = |code: &str| list.of_coding(&coding(code, "x"));
        assert_eq!(of("F11.20"), Tags::from([Tag::Sud]));
        assert_eq!(of("F32.1"), Tags::from([Tag::Mh]));
        assert_eq!(of("F64.0"), Tags::from([Tag::Mh, Tag::Gac]));
        assert_eq!(of("Z65.1"), Tags::from([Tag::Justice]));
        assert_eq!(of("E11.9"), Tags::new());
        assert_eq!(list.of_instrument("phq9"), Tags::from([Tag::Mh]));
        assert_eq!(list.of_instrument("auditc"), Tags::from([Tag::Sud]));
        assert_eq!(list.of_domain(Domain::Substances), Tags::from([Tag::Sud]));
        assert_eq!(list.of_domain(Domain::Food), Tags::new());
        assert_eq!(
            list.of_name("Sertraline 50 MG Oral Tablet"),
            Tags::from([Tag::Mh])
        );
        assert_eq!(list.of_name("Metformin 500 MG"), Tags::new());
        for repro in [
            "Camila 28 Day Pack",
            "Seasonique 91 Day Pack",
            "NuvaRing 0.12/0.015 MG per 24HR 21 Day Vaginal Ring",
            "Etonogestrel 68 MG Drug Implant",
            "Mirena 52 MG Intrauterine System",
            "1 ML medroxyprogesterone acetate 150 MG/ML Injection",
            "Miscarriage in first trimester",
        ] {
            assert_eq!(list.of_name(repro), Tags::from([Tag::Repro]), "{repro}");
        }
    }

    #[test]
    fn every_instrument_that_is_named_is_one_that_is_shipped() {
        let instruments = crate::instruments::shipped().unwrap();
        let shipped: Vec<&str> = instruments.iter().map(|one| one.id.as_str()).collect();
        for code in Sharing::shipped().instruments.iter().flat_map(|one| &one.0) {
            assert!(shipped.contains(&code.as_str()), "{code}");
        }
    }

    #[test]
    fn the_statement_is_that_of_the_day() {
        let day = |text: &str| text.parse().unwrap();
        let list = Sharing::shipped();
        assert!(list.notice("part2", day("2024-04-15")).is_none());
        let today = list.notice("part2", day("2026-06-01")).unwrap();
        assert_eq!(today.edition, "2024-04-16");
    }

    #[test]
    fn a_list_that_infers_part_2_is_refused_at_its_line() {
        let wrong = SHIPPED.replacen("tags = [\"sud\"]", "tags = [\"part2\"]", 1);
        let line = SHIPPED.lines().position(|line| line == "tags = [\"sud\"]");
        let refused = Sharing::read(&wrong).unwrap_err();
        assert_eq!(Some(refused.line - 1), line);
    }
}
