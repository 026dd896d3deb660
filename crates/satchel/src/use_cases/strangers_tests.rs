//! Every request that names a member, asked of one who is held here and of one who is not: nobody's record is begun, added
//! to or told of by a member's id alone.
//!
//! What is asked is made up from the contract as it is printed for the screen, so that a new request is asked too.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use care::{MemberId, Role, Stage};
use expect_test::expect_file;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use vault::outbox;

use super::Office;
use super::due::fixture::{MEMBER, episode, member, plan};
use crate::contract::typescript;
use crate::core::Core;
use crate::router::{Answer, ask};

/// Nobody here knows her.
const STRANGER: MemberId = MemberId(Uuid::from_u128(0x5747));
const A_THING: u128 = 0x77;

/// The types of the contract by name, and the type of each request.
struct Contract {
    types: BTreeMap<String, String>,
    requests: Vec<(String, String)>,
}

impl Contract {
    fn read() -> Self {
        let text = without_remarks(&typescript());
        let mut types = BTreeMap::new();
        for declared in text.split("export ").skip(1) {
            if let Some((name, says)) = declared
                .strip_prefix("type ")
                .and_then(|rest| rest.split_once('='))
            {
                let says = says.trim().trim_end_matches(';').to_owned();
                types.insert(name.trim().to_owned(), says);
            } else if let Some((name, says)) = declared
                .strip_prefix("const all")
                .and_then(|rest| rest.split_once('='))
            {
                let first = says.split('"').nth(1).unwrap_or_default();
                types.insert(format!("all{}", name.trim()), format!("\"{first}\""));
            } else if let Some((name, says)) = declared
                .strip_prefix("interface ")
                .and_then(|rest| rest.split_once('{'))
            {
                types.insert(name.trim().to_owned(), format!("{{{says}"));
            }
        }
        let lines = text.lines().filter_map(|line| {
            let (name, rest) = line
                .trim()
                .strip_prefix('"')?
                .split_once("\": { request: ")?;
            let (of, _) = rest.split_once(';')?;
            Some((name.to_owned(), of.to_owned()))
        });
        Self {
            requests: lines.collect(),
            types,
        }
    }

    /// Something that has this type: the first of several, nothing where nothing may be, and this member.
    fn made(&self, of: &str, member: MemberId) -> Value {
        let mut reading = Reading {
            contract: self,
            rest: of,
            member,
        };
        reading.any()
    }
}

fn without_remarks(text: &str) -> String {
    let mut kept = String::new();
    for (at, part) in text.split("/**").enumerate() {
        let said = if at == 0 {
            part
        } else {
            part.split_once("*/").map_or("", |(_, said)| said)
        };
        kept.push_str(said);
    }
    kept
}

/// A type, as far as it has been read.
struct Reading<'a> {
    contract: &'a Contract,
    rest: &'a str,
    member: MemberId,
}

impl Reading<'_> {
    fn takes(&mut self, word: &str) -> bool {
        let rest = self.rest.trim_start();
        let is_there = rest.starts_with(word);
        self.rest = rest.strip_prefix(word).unwrap_or(rest);
        is_there
    }

    /// One of several: nothing, if that may be.
    fn any(&mut self) -> Value {
        self.takes("|");
        let mut all = vec![self.both()];
        while self.takes("|") {
            all.push(self.both());
        }
        if all.contains(&Value::Null) {
            return Value::Null;
        }
        all.swap_remove(0)
    }

    fn both(&mut self) -> Value {
        let mut one = self.one();
        while self.takes("&") {
            if let (Value::Object(one), Value::Object(other)) = (&mut one, self.one()) {
                one.extend(other);
            }
        }
        one
    }

    fn one(&mut self) -> Value {
        let mut value = self.alone();
        while self.takes("[]") {
            value = json!([]);
        }
        value
    }

    fn alone(&mut self) -> Value {
        if self.takes("{") {
            return self.shape();
        }
        if self.takes("\"") {
            let (word, rest) = self.rest.split_once('"').unwrap();
            self.rest = rest;
            return json!(word);
        }
        if self.takes("[") {
            let mut several = Vec::new();
            while !self.takes("]") {
                several.push(self.any());
                self.takes(",");
            }
            return json!(several);
        }
        if self.takes("(typeof ") {
            let (list, rest) = self.rest.split_once(")[number]").unwrap();
            self.rest = rest;
            return self.contract.made(&self.contract.types[list], self.member);
        }
        if self.takes("(") {
            let value = self.any();
            self.takes(")");
            return value;
        }
        let ends = |c: char| !c.is_alphanumeric() && c != '_';
        let rest = self.rest.trim_start();
        let (name, rest) = rest.split_at(rest.find(ends).unwrap_or(rest.len()));
        self.rest = rest;
        self.named(name)
    }

    fn named(&mut self, name: &str) -> Value {
        if self.takes("<") {
            let mut depth = 1_i32;
            let ends = |c: char| {
                depth = depth.saturating_add(i32::from(c == '<'));
                depth = depth.saturating_sub(i32::from(c == '>'));
                depth == 0
            };
            let at = self.rest.find(ends).unwrap();
            self.rest = self.rest.split_at(at).1;
            self.takes(">");
            return if name == "Array" {
                json!([])
            } else {
                json!({})
            };
        }
        match name {
            "null" => Value::Null,
            "unknown" => json!({}),
            "string" => json!("words"),
            "number" => json!(1),
            "boolean" => json!(false),
            "Day" => json!("2026-02-10"),
            "MemberId" => json!(self.member),
            id if id.ends_with("Id") => json!(Uuid::from_u128(A_THING)),
            other => {
                let of = self.contract.types.get(other);
                let of = of.unwrap_or_else(|| {
                    panic!("{other:?} is no type of the contract: {}", self.rest)
                });
                self.contract.made(of, self.member)
            }
        }
    }

    fn shape(&mut self) -> Value {
        let mut parts = Map::new();
        while !self.takes("}") {
            let (name, rest) = self.rest.split_once(':').unwrap();
            self.rest = rest;
            let name = name.trim().trim_matches('"');
            let value = self.any();
            let value = fits(name)
                .filter(|_| value == json!("words"))
                .unwrap_or(value);
            // What may be absent is.
            if !name.ends_with('?') && !name.starts_with('[') {
                parts.insert(name.to_owned(), value);
            }
            let _ = self.takes(",") || self.takes(";");
        }
        Value::Object(parts)
    }
}

/// A word that the catalogue has, where it asks for one of its own; an id, where it asks for one.
fn fits(part: &str) -> Option<Value> {
    let word = match part {
        "method" => "in_person_street",
        "outcome" => "spoke",
        "source" => "plan",
        "programme" => "cpsp",
        "item" => "cpsp_initial",
        "service" => "birth_education",
        "support" => "housing_nav",
        "instrument" => "phq9",
        "id" | "of" | "encounter" | "pregnancy" => return Some(json!(Uuid::from_u128(A_THING))),
        _ => return None,
    };
    Some(json!(word))
}

/// An open satchel that holds one member.
fn office(role: Role) -> (Core, tempfile::TempDir) {
    let office = Office::open();
    office.put(MEMBER, 0x10, &member("Annika", "Abele"));
    office.put(MEMBER, 0x11, &episode(Stage::Active));
    office.put(MEMBER, 0x12, &plan("2026-06-01"));
    office.into_core(role)
}

fn unsent(core: &Core) -> u32 {
    let counted = core.with_open(|open| open.vault.read(outbox::summary));
    counted.unwrap().unwrap().count
}

/// What comes of it, in words, and what was answered.
fn comes_of(core: &Core, name: &str, body: Value) -> (String, Value) {
    let before = unsent(core);
    let answer = ask(core, name, body);
    let wrote = if unsent(core) == before {
        ""
    } else {
        ", writes"
    };
    match answer {
        Answer::Ok { ok, .. } => (format!("answered{wrote}"), ok),
        Answer::Failed { failure } => {
            let said = serde_json::to_value(failure).unwrap();
            let (why, what) = (said["code"].as_str().unwrap(), said["what"].as_str());
            (
                format!("{why} {}{wrote}", what.unwrap_or_default()),
                Value::Null,
            )
        }
    }
}

#[test]
fn a_member_who_is_not_held_is_nobody_to_every_request() {
    let contract = Contract::read();
    let ((held_by, _dir), (stranger_to, _other)) =
        (office(Role::Supervisor), office(Role::Supervisor));
    let (empty, _third) = Office::open().into_core(Role::Supervisor);
    let mut table = format!(
        "{:<24}{:<32}{}\n",
        "request", "of one who is held", "of one who is not"
    );
    for (name, of) in &contract.requests {
        let body = contract.made(of, MEMBER);
        if body.get("member") != Some(&json!(MEMBER)) {
            continue;
        }
        let (held, _) = comes_of(&held_by, name, body);
        let (stranger, told) = comes_of(&stranger_to, name, contract.made(of, STRANGER));
        let (_, elsewhere) = comes_of(&empty, name, contract.made(of, STRANGER));
        assert_eq!(told, elsewhere, "{name} tells of whoever is held");
        writeln!(table, "{name:<24}{held:<32}{}", stranger.trim_end()).unwrap();
    }
    assert_eq!(
        unsent(&stranger_to),
        0,
        "nothing is written of a stranger:\n{table}"
    );
    expect_file!["strangers.txt"].assert_eq(&table);
}
