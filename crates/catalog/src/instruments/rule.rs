//! When a rule is met: a small sentence of terms, joined by `and`, and those by `or`.
//!
//! `score:total>=10`, `item:9>=1`, `item:3 in need`, `item:1 = LA31995-6`, `sex=male`, `sex!=male`, `pregnant=true`.

use std::str::FromStr;

use care::Sex;

/// One statement about the answers or about who gave them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A score is this much or more.
    Score(String, u16),
    /// An answer counts this much or more.
    Item(String, u16),
    /// An answer is this one.
    Is(String, String),
    /// An answer means a need.
    Need(String),
    /// The member is of this sex.
    Sex(Sex),
    /// The member is of another sex, or it is not known.
    NotSex(Sex),
    /// The member is pregnant.
    Pregnant,
}

/// Met when all terms of one of the groups hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When(pub Vec<Vec<Term>>);

impl When {
    /// Reads the sentence; says which part of it is not one.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let groups = text.split(" or ");
        let terms = |group: &str| group.split(" and ").map(term).collect();
        groups.map(terms).collect::<Result<_, _>>().map(Self)
    }

    /// Every term of it.
    pub(super) fn terms(&self) -> impl Iterator<Item = &Term> {
        self.0.iter().flatten()
    }
}

fn term(text: &str) -> Result<Term, String> {
    let text = text.trim();
    read_term(text).ok_or_else(|| {
        format!("`{text}` says nothing about a score, a question, the sex or pregnancy")
    })
}

fn read_term(text: &str) -> Option<Term> {
    if let Some(rest) = text.strip_prefix("score:") {
        let (score, least) = at_least(rest)?;
        return Some(Term::Score(score, least));
    }
    if let Some(rest) = text.strip_prefix("item:") {
        return item(rest);
    }
    if let Some(sex) = text.strip_prefix("sex!=") {
        return Sex::from_str(sex.trim()).ok().map(Term::NotSex);
    }
    if let Some(sex) = text.strip_prefix("sex=") {
        return Sex::from_str(sex.trim()).ok().map(Term::Sex);
    }
    (text == "pregnant=true").then_some(Term::Pregnant)
}

fn item(rest: &str) -> Option<Term> {
    if let Some(item) = rest.strip_suffix(" in need") {
        return named(item).map(Term::Need);
    }
    if let Some((item, least)) = at_least(rest) {
        return Some(Term::Item(item, least));
    }
    let (item, code) = rest.split_once(" = ")?;
    Some(Term::Is(named(item)?, named(code)?))
}

fn at_least(text: &str) -> Option<(String, u16)> {
    let (name, least) = text.split_once(">=")?;
    Some((named(name)?, least.trim().parse().ok()?))
}

fn named(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty() && !text.contains(char::is_whitespace)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_more_than_or() {
        let when = When::read("item:3 in need or score:total>=4 and sex!=male").unwrap();
        assert_eq!(
            when,
            When(vec![
                vec![Term::Need("3".to_owned())],
                vec![Term::Score("total".to_owned(), 4), Term::NotSex(Sex::Male)],
            ])
        );
    }

    #[test]
    fn what_is_no_term_is_refused_with_its_words() {
        for wrong in [
            "",
            "total>=3",
            "score:>=3",
            "score:total>3",
            "item:1 is 2",
            "sex=she",
            "pregnant=no",
        ] {
            let said = When::read(wrong).unwrap_err();
            assert!(said.contains(wrong), "{said}");
        }
    }
}
