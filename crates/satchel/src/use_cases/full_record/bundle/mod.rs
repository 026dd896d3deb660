//! The full record as one FHIR R4 bundle: each part a resource, and nothing of it dropped.
//!
//! What a resource has a place for stands there. Everything else a part says stands beside it as an extension with the name
//! of its field, also what was put into a code of FHIR's: the word that was written is the one that counts.

mod places;

use care::{EntityId, Tag};
use chrono::{DateTime, SecondsFormat};
use serde_json::{Map, Value, json};

use super::contents::{Part, Says, id_in, is_empty, is_theirs};
use super::page::answered;
use super::{Copy, Photo};

/// What the extensions are called: this, the kind and the field.
const FIELD: &str = "urn:satchel:field:";
/// Codes of ours.
const OURS: &str = "urn:satchel:code:";
const ACT_CODE: &str = "http://terminology.hl7.org/CodeSystem/v3-ActCode";

/// The bundle, as text.
pub(super) fn bundle(copy: &Copy<'_>) -> String {
    let entries: Vec<Value> = copy
        .parts
        .iter()
        .map(|part| {
            json!({"fullUrl": format!("urn:uuid:{}", part.id), "resource": resource(copy, part)})
        })
        .collect();
    let whole = json!({
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": instant(copy.now),
        "entry": entries,
    });
    format!("{whole:#}\n")
}

fn instant(at: i64) -> String {
    let instant = DateTime::from_timestamp_millis(at).unwrap_or_default();
    instant.to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn resource(copy: &Copy<'_>, part: &Part) -> Value {
    let mut filling = Filling {
        copy,
        part,
        left: part.says.clone(),
        out: Map::new(),
    };
    places::fill(&mut filling);
    let mut extensions = Vec::new();
    let url = |field: &str| format!("{FIELD}{}.{field}", part.kind);
    for (field, value) in &filling.left {
        filling.extend(&url(field), value, &mut extensions);
    }
    for other in &part.others {
        for (field, value) in other {
            let url = format!("urn:satchel:other-answer:{}.{field}", part.kind);
            filling.extend(&url, value, &mut extensions);
        }
    }
    for statement in &part.disputed {
        extensions.push(json!({"url": "urn:satchel:disputed", "valueString": statement}));
    }
    let mut out = filling.out;
    out.insert("id".to_owned(), json!(part.id));
    if !part.tags.is_empty() {
        let security: Vec<Value> = part.tags.iter().copied().flat_map(labels).collect();
        out.insert("meta".to_owned(), json!({"security": security}));
    }
    if !extensions.is_empty() {
        out.insert("extension".to_owned(), Value::Array(extensions));
    }
    Value::Object(out)
}

/// A segment as a security label: our own code, and HL7's where there is one.
fn labels(tag: Tag) -> Vec<Value> {
    let theirs = match tag {
        Tag::Sud | Tag::Part2 => Some("ETH"),
        Tag::Mh => Some("PSY"),
        Tag::Psychnotes => Some("PSYTHPN"),
        Tag::Hiv => Some("HIV"),
        Tag::Dv => Some("SDV"),
        Tag::Genetic => Some("GDIS"),
        Tag::Repro
        | Tag::Gac
        | Tag::Minor
        | Tag::Justice
        | Tag::MandatedReport
        | Tag::WorkerSafety => None,
    };
    let ours = json!({"system": format!("{OURS}tag"), "code": tag.code()});
    let theirs = theirs.map(|code| json!({"system": ACT_CODE, "code": code}));
    [ours].into_iter().chain(theirs).collect()
}

/// A part on its way into a resource.
struct Filling<'a> {
    copy: &'a Copy<'a>,
    part: &'a Part,
    /// What it says and no place of the resource has taken yet.
    left: Says,
    out: Map<String, Value>,
}

impl Filling<'_> {
    fn put(&mut self, name: &str, value: Value) {
        if !is_empty(&value) {
            self.out.insert(name.to_owned(), value);
        }
    }

    /// What a field says, and leaves it where it is: for what becomes a code.
    fn peek(&self, path: &[&str]) -> Option<&Value> {
        let (first, rest) = path.split_first()?;
        let value = rest
            .iter()
            .try_fold(self.left.get(*first)?, |value, step| value.get(*step))?;
        (!is_empty(value)).then_some(value)
    }

    fn code(&self, path: &[&str]) -> &str {
        self.peek(path).and_then(Value::as_str).unwrap_or_default()
    }

    /// What a field says; the place it goes to says it from now on.
    fn take(&mut self, path: &[&str]) -> Option<Value> {
        self.peek(path)?;
        let (last, before) = path.split_last()?;
        let mut fields = &mut self.left;
        for step in before {
            fields = fields.get_mut(*step)?.as_object_mut()?;
        }
        fields.remove(*last)
    }

    fn text(&mut self, path: &[&str]) -> Option<String> {
        self.peek(path)?.as_str()?;
        Some(self.take(path)?.as_str()?.to_owned())
    }

    /// A day, where the field says one.
    fn day(&mut self, path: &[&str]) -> Option<String> {
        let day = self.peek(path)?.as_str()?;
        day.parse::<chrono::NaiveDate>().ok()?;
        self.text(path)
    }

    /// An instant, where the field says one.
    fn instant(&mut self, path: &[&str]) -> Option<String> {
        let at = self.peek(path)?.as_i64()?;
        self.take(path);
        Some(instant(at))
    }

    /// Whose record it lies in.
    fn subject(&self) -> Value {
        json!({"reference": format!("urn:uuid:{}", self.part.whose)})
    }

    /// A reference to another part, where that is in the bundle; what is not stays a field.
    fn reference(&mut self, path: &[&str]) -> Option<Value> {
        let id = id_in(self.peek(path)?.as_str()?)?;
        let reference = self.to(id)?;
        self.take(path);
        Some(reference)
    }

    fn to(&self, id: EntityId) -> Option<Value> {
        let mut parts = self.copy.parts.iter();
        parts
            .any(|part| part.id == id)
            .then(|| json!({"reference": format!("urn:uuid:{id}")}))
    }

    /// Somebody of the clinic, by name.
    fn by(&mut self, path: &[&str]) -> Option<Value> {
        let id = id_in(self.peek(path)?.as_str()?)?;
        let name = self.copy.staff.get(&id).filter(|name| !name.is_empty())?;
        let named = json!({"display": name});
        self.take(path);
        Some(named)
    }

    /// What it is, with the code of whoever wrote it down.
    fn coding(&mut self, path: &[&str]) -> Option<Value> {
        self.peek(path)?.as_object()?;
        let taken = self.take(path)?;
        let text = |name: &str| taken.get(name).and_then(Value::as_str).unwrap_or_default();
        let (system, code, display) = (text("system"), text("code"), text("display"));
        let mut coding = Map::new();
        for (name, value) in [("system", system), ("code", code), ("display", display)] {
            if !value.is_empty() {
                coding.insert(name.to_owned(), json!(value));
            }
        }
        Some(if code.is_empty() {
            json!({"text": display})
        } else {
            json!({"coding": [coding], "text": if display.is_empty() { code } else { display }})
        })
    }

    fn photo(&self) -> Option<&Photo> {
        self.copy.photos.get(&self.part.id)
    }

    /// Questions and answers, in the words of the instrument.
    fn asked(&mut self) -> Vec<Value> {
        let answers = self.peek(&["answers"]).and_then(Value::as_array).cloned();
        let items = answers.unwrap_or_default().into_iter().map(|answer| {
            let (question, said) = answered(&self.part.says, &answer);
            let item = answer.get("item").and_then(Value::as_str);
            let said: Vec<Value> = said.iter().map(|one| json!({"valueString": one})).collect();
            let mut shown = json!({"linkId": item.unwrap_or("?"), "text": question});
            if let Some(shown) = shown.as_object_mut().filter(|_| !said.is_empty()) {
                shown.insert("answer".to_owned(), Value::Array(said));
            }
            shown
        });
        items.collect()
    }

    /// What is left, as it was written: scalars with their type, groups one within another.
    fn extend(&self, url: &str, value: &Value, into: &mut Vec<Value>) {
        match value {
            _ if is_empty(value) => {}
            Value::Null => {}
            Value::Bool(yes) => into.push(json!({"url": url, "valueBoolean": yes})),
            Value::Number(number) => {
                let small = number.as_i64().and_then(|one| i32::try_from(one).ok());
                into.push(match (small, number.as_i64()) {
                    (Some(small), _) => json!({"url": url, "valueInteger": small}),
                    (None, Some(at)) => json!({"url": url, "valueInstant": instant(at)}),
                    (None, None) => json!({"url": url, "valueString": number.to_string()}),
                });
            }
            Value::String(text) => into.extend(self.said(url, text)),
            Value::Array(items) if items.iter().any(Value::is_array) => {
                into.push(json!({"url": url, "valueString": value.to_string()}));
            }
            Value::Array(items) => items.iter().for_each(|item| self.extend(url, item, into)),
            Value::Object(fields) => {
                let mut inner = Vec::new();
                for (field, value) in fields {
                    self.extend(field, value, &mut inner);
                }
                if !inner.is_empty() {
                    into.push(json!({"url": url, "extension": inner}));
                }
            }
        }
    }

    /// A text; for an id whom or what it names. What is not in the bundle is not named.
    fn said(&self, url: &str, text: &str) -> Option<Value> {
        let field = url.rsplit(['.', ':']).next().unwrap_or(url);
        let Some(id) = id_in(text).filter(|_| !is_theirs(field)) else {
            return Some(match text.parse::<chrono::NaiveDate>() {
                Ok(_) => json!({"url": url, "valueDate": text}),
                Err(_) => json!({"url": url, "valueString": text}),
            });
        };
        if let Some(name) = self.copy.staff.get(&id).filter(|name| !name.is_empty()) {
            return Some(json!({"url": url, "valueString": name}));
        }
        Some(json!({"url": url, "valueReference": self.to(id)?}))
    }
}
