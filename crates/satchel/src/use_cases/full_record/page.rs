//! The full record as a page that is read and printed: by itself, without a script, in her language.
//!
//! Whatever a part says is on it, field by field; a field that this version has no word for stands under its own name. What
//! people typed is escaped and stays as they typed it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use care::EntityId;
use serde_json::Value;

use super::super::assessments;
use super::contents::{Part, Says, id_in, is_empty, is_theirs};
use super::places::{PLACES, Place};
use super::words::Words;
use super::{Copy, Photo};

/// What only the store needs, or stands on the page in other words: a signature is the name beside it.
const NOT_SHOWN: [&str; 8] = [
    "template", "catalog", "knew", "ofHash", "rank", "entry", "file", "member",
];
/// Parts of a record that are instants, in milliseconds.
const INSTANTS: [&str; 4] = ["at", "startedAt", "endedAt", "signedAt"];

const STYLE: &str = include_str!("page.css");

/// Text as it may stand on a page.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// The page.
pub(super) fn page(copy: &Copy<'_>, words: &Words) -> String {
    let say = |name: &str| escaped(&words.say(name));
    let mut body = String::new();
    let mut contents = String::new();
    let mut heading = "";
    for part in &copy.parts {
        let under = heading_of(&part.kind);
        if under != heading {
            if !heading.is_empty() {
                body.push_str("</section>\n");
            }
            heading = under;
            let title = say(heading);
            let anchor = escaped(&heading.replace('.', "-"));
            writeln!(body, "<section id=\"{anchor}\"><h2>{title}</h2>").ok();
            write!(contents, "<li><a href=\"#{anchor}\">{title}</a></li>").ok();
        }
        article(copy, words, part, &mut body);
    }
    if !heading.is_empty() {
        body.push_str("</section>\n");
    }
    let made = words.say_with("fullRecord.made", ("day", &words.day(copy.today)));
    let made_by = words.say_with("fullRecord.madeBy", ("clinic", copy.clinic));
    let born = copy.born.map(|born| {
        let born = words.day(born);
        escaped(&words.say_with("fullRecord.born", ("day", &born)))
    });
    format!(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<p class=\"kind\">{}</p>\n<h1>{}</h1>\n<p>{}</p>\n<p>{} {}</p>\n<p>{}</p>\n</header>\n\
         <nav aria-label=\"{}\"><ol>{contents}</ol></nav>\n<main>\n{body}</main>\n<footer><p>{}</p></footer>\n</body>\n</html>\n",
        words.code(),
        say("fullRecord.title"),
        say("fullRecord.title"),
        escaped(&copy.name),
        born.unwrap_or_default(),
        escaped(&made),
        escaped(&made_by),
        say("fullRecord.hers"),
        say("fullRecord.contents"),
        say("fullRecord.confidential"),
    )
}

fn heading_of(kind: &str) -> &'static str {
    let found = PLACES.iter().find(|(known, _)| *known == kind);
    match found {
        Some((_, Place::Hers(word))) => word,
        Some((_, Place::Ours(_))) | None => "member.tab.about",
    }
}

/// One part: what it is, its day, and everything it says.
fn article(copy: &Copy<'_>, words: &Words, part: &Part, body: &mut String) {
    let kind = escaped(&words.say(&format!("kind.{}", part.kind)));
    let day = part.on.map(|on| escaped(&words.day(on)));
    let day = day.map(|day| format!(" <span>{day}</span>"));
    writeln!(
        body,
        "<article id=\"p-{}\"><h3>{kind}{}</h3>",
        part.id,
        day.unwrap_or_default()
    )
    .ok();
    let shower = Shower { copy, words, part };
    body.push_str("<dl>\n");
    shower.fields(&part.says, body);
    for other in &part.others {
        let before = words.say("fullRecord.otherAnswer");
        for (field, value) in other {
            let path = format!("{}.{field}", part.kind);
            let label = format!("{before}: {}", words.label(&path));
            row(&label, &shower.value(&path, field, value), body);
        }
    }
    for statement in &part.disputed {
        let label = words.say("fullRecord.disputed");
        row(&label, &format!("<p>{}</p>", escaped(statement)), body);
    }
    for tag in &part.tags {
        let label = words.say("fullRecord.setApart");
        let said = words.say(&format!("tag.{}", tag.code()));
        row(&label, &escaped(&said), body);
    }
    body.push_str("</dl>\n");
    if part.file.is_some() {
        match copy.photos.get(&part.id) {
            Some(Photo { media, bytes }) => writeln!(
                body,
                "<img alt=\"\" src=\"data:{};base64,{}\">",
                escaped(media),
                escaped(bytes)
            )
            .ok(),
            None => writeln!(body, "<p>{}</p>", escaped(&words.say("fullRecord.noPhoto"))).ok(),
        };
    }
    body.push_str("</article>\n");
}

fn row(label: &str, shown: &str, body: &mut String) {
    if !shown.is_empty() {
        writeln!(body, "<dt>{}</dt><dd>{shown}</dd>", escaped(label)).ok();
    }
}

/// Puts the fields of one part on the page.
struct Shower<'a> {
    copy: &'a Copy<'a>,
    words: &'a Words,
    part: &'a Part,
}

impl Shower<'_> {
    fn fields(&self, says: &Says, body: &mut String) {
        for (field, value) in says {
            let path = format!("{}.{field}", self.part.kind);
            if self.part.kind == "assessment" && field == "answers" {
                row(&self.words.label(&path), &self.asked(value), body);
                continue;
            }
            let shown = self.value(&path, field, value);
            row(&self.words.label(&path), &shown, body);
        }
    }

    /// A value as it stands on the page; nothing for what says nothing.
    fn value(&self, path: &str, name: &str, value: &Value) -> String {
        if NOT_SHOWN.contains(&name) || is_empty(value) {
            return String::new();
        }
        match value {
            Value::Null => String::new(),
            Value::Bool(yes) => escaped(&self.words.say(if *yes {
                "fullRecord.yes"
            } else {
                "fullRecord.no"
            })),
            Value::Number(number) => match number.as_i64() {
                Some(at) if INSTANTS.contains(&name) => escaped(&self.words.instant(at)),
                _ => number.to_string(),
            },
            Value::String(text) => self.text(path, text),
            Value::Array(items) if name == "strokes" => drawn(items),
            Value::Array(items) => self.items(path, name, items),
            Value::Object(fields) => {
                let lines = fields.iter().filter_map(|(field, value)| {
                    let path = format!("{path}.{field}");
                    let shown = self.value(&path, field, value);
                    let label = escaped(&self.words.label(&path));
                    (!shown.is_empty()).then(|| format!("<li><b>{label}</b> {shown}</li>"))
                });
                let lines: String = lines.collect();
                if lines.is_empty() {
                    lines
                } else {
                    format!("<ul>{lines}</ul>")
                }
            }
        }
    }

    fn items(&self, path: &str, name: &str, items: &[Value]) -> String {
        let shown = items.iter().map(|item| self.value(path, name, item));
        let shown: Vec<String> = shown.filter(|item| !item.is_empty()).collect();
        if items.iter().any(Value::is_object) {
            let lines = shown.join("</li><li>");
            return format!("<ol><li>{lines}</li></ol>");
        }
        shown.join(", ")
    }

    /// A word for a code, a name for somebody of the clinic, a link to another part; and whatever was typed.
    fn text(&self, path: &str, text: &str) -> String {
        if let Some(word) = self.words.code_at(path, text) {
            return escaped(&word);
        }
        let field = path.rsplit('.').next().unwrap_or(path);
        if let Some(id) = id_in(text).filter(|_| !is_theirs(field)) {
            return self.named(id);
        }
        match text.parse() {
            Ok(day) => escaped(&self.words.day(day)),
            Err(_) => escaped(text),
        }
    }

    fn named(&self, id: EntityId) -> String {
        if let Some(name) = self.copy.staff.get(&id) {
            return escaped(name);
        }
        let Some(part) = self.copy.parts.iter().find(|part| part.id == id) else {
            return String::new();
        };
        let kind = self.words.say(&format!("kind.{}", part.kind));
        let day = part.on.map(|on| self.words.day(on)).unwrap_or_default();
        let line = format!("{kind} {day}");
        format!("<a href=\"#p-{id}\">{}</a>", escaped(line.trim()))
    }

    /// What was asked and answered, in the words of the instrument.
    fn asked(&self, answers: &Value) -> String {
        let mut lines = String::new();
        for answer in answers.as_array().into_iter().flatten() {
            let (question, said) = answered(&self.part.says, answer);
            let absent = answer.get("absent").and_then(Value::as_str);
            let absent =
                absent.and_then(|code| self.words.code_at("assessment.answers.absent", code));
            let said = said
                .into_iter()
                .chain(absent)
                .collect::<Vec<_>>()
                .join(", ");
            write!(
                lines,
                "<li><b>{}</b> {}</li>",
                escaped(&question),
                escaped(&said)
            )
            .ok();
        }
        if lines.is_empty() {
            lines
        } else {
            format!("<ol>{lines}</ol>")
        }
    }
}

/// One question and what was answered, in the words of the instrument; by their codes where its wording is not here.
pub(super) fn answered(says: &Says, answer: &Value) -> (String, Vec<String>) {
    let text = |name: &str| answer.get(name).and_then(Value::as_str).unwrap_or_default();
    let instrument = says.get("instrument").and_then(Value::as_str);
    let item = instrument.and_then(|named| assessments::question(named, text("item")));
    let question = item.map_or(text("item"), |item| &item.text);
    let codes = answer.get("codes").and_then(Value::as_array);
    let codes = codes.into_iter().flatten().filter_map(Value::as_str);
    let said = codes.map(|code| {
        let mut choices = item.into_iter().flat_map(|item| &item.choices);
        let choice = choices.find(|choice| choice.code == code);
        choice.map_or(code, |choice| &choice.label).to_owned()
    });
    let question = if question.is_empty() {
        text("item")
    } else {
        question
    };
    (question.to_owned(), said.collect())
}

/// A signature by touch, as it was drawn.
fn drawn(strokes: &[Value]) -> String {
    let [wide, high] = care::Signing::FIELD;
    let mut lines = String::new();
    for stroke in strokes {
        let points = stroke.as_array().into_iter().flatten();
        let points: Vec<String> = points
            .filter_map(|point| {
                let at = |n: usize| point.get(n).and_then(Value::as_u64);
                Some(format!("{},{}", at(0)?, at(1)?))
            })
            .collect();
        write!(lines, "<polyline points=\"{}\"/>", points.join(" ")).ok();
    }
    format!(
        "<svg class=\"signed\" viewBox=\"0 0 {wide} {high}\" aria-hidden=\"true\">{lines}</svg>"
    )
}

/// Staff by their ids, for the names beside what they wrote.
pub(super) type StaffNames = BTreeMap<EntityId, String>;
