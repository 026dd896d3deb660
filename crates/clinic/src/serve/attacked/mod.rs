//! Every endpoint asked by every role, of every member, from every kind of device: what comes of it is compared with a rule
//! of the test's own, and kept as a table to read.
//!
//! What is compared is not a code the server says, but what came of it: whose words stand in the answer, and whether the
//! member's record is another one afterwards.

mod asks;
mod house;
mod paper;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request};
use axum::handler::Handler as _;
use axum::routing::MethodRouter;
use care::Role;
use expect_test::expect_file;
use serde_json::Value;

use asks::{ASKS, Ask, Gives, NO, NOTHING, Standing, expected};
use house::{House, Relation, Target, words_of};
use paper::{Letter, letter};

use super::routes::{Desk, endpoints};

/// With these codes nobody is told anything but no.
const REFUSALS: [&str; 7] = [
    "not_allowed",
    "device_unknown",
    "not_proven",
    "code_unknown",
    "recovery_unknown",
    "no_escrow",
    "file_unknown",
];

/// The clinic that is attacked, the other one, and how often somebody has asked.
struct Attack {
    house: House,
    other: House,
    desk: Desk,
    ways: Vec<(&'static str, MethodRouter<Desk>)>,
    asked: Cell<u32>,
}

/// What was answered.
struct Heard {
    status: u16,
    text: String,
}

impl Attack {
    fn new() -> Self {
        let (house, other) = House::both();
        Self {
            desk: Desk::new(Arc::clone(&house.clinic)),
            house,
            other,
            ways: endpoints(),
            asked: Cell::new(0),
        }
    }

    /// Sends it, each time from another address: whoever guesses too often is a matter of its own.
    async fn send(&self, letter: Letter) -> Heard {
        let (_, way) = self
            .ways
            .iter()
            .find(|(path, _)| *path == letter.path)
            .unwrap();
        self.asked.set(self.asked.get().saturating_add(1));
        let from = SocketAddr::from((Ipv4Addr::from(self.asked.get()), 1));
        let mut request = Request::builder().method(letter.method).uri(letter.path);
        for (name, value) in letter.headers {
            request = request.header(name, value);
        }
        let request = request.extension(ConnectInfo(from));
        let request = request.body(Body::from(letter.body)).unwrap();
        let response = way.clone().call(request, self.desk.clone()).await;
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        Heard { status, text }
    }

    /// Whom it is about. Of the other clinic somebody new each time, if something is written: by that she is somebody here.
    fn target(&self, ask: &Ask, relation: Relation) -> Target {
        match relation {
            Relation::Elsewhere if ask.gives == Gives::Writes => self.other.meets(relation.word()),
            Relation::Elsewhere => self.other.target(relation),
            Relation::Hers | Relation::Left | Relation::Never | Relation::Unknown => {
                self.house.target(relation)
            }
        }
    }

    /// What comes of one question.
    async fn comes_of(
        &self,
        ask: &Ask,
        role: Role,
        relation: Relation,
        standing: Standing,
    ) -> String {
        let house = &self.house;
        let asks = if standing == Standing::Elsewhere {
            self.other.seat(role, Standing::Active)
        } else {
            house.seat(role, standing)
        };
        let target = self.target(ask, relation);
        let letter = letter(house, asks, (&target, ask), standing);
        if standing == Standing::Again {
            let heard = self.send(letter.clone()).await;
            self.closes(&heard);
        }
        let stream = target.stream();
        let (here, there) = (house.head(&stream), self.other.head(&stream));
        let heard = self.send(letter).await;
        let is_written = house.is_written(&stream, here);
        assert_eq!(
            there,
            self.other.head(&stream),
            "nothing is written elsewhere"
        );
        self.closes(&heard);
        reads(ask, &heard, is_written)
    }

    /// A record that was opened is closed again, so that it is nobody's for the next question.
    fn closes(&self, heard: &Heard) {
        let said: Value = serde_json::from_str(&heard.text).unwrap_or_default();
        if said["is"] == "open" {
            let glass = serde_json::from_value(said["glass"].clone()).unwrap();
            self.house.close(glass);
        }
    }
}

/// What came of it, in words.
fn reads(ask: &Ask, heard: &Heard, is_written: bool) -> String {
    let said: Value = serde_json::from_str(&heard.text).unwrap_or_default();
    let mut came: Vec<String> = Vec::new();
    let may_name = ask.gives == Gives::List;
    let mut seen = BTreeSet::new();
    for relation in Relation::ALL {
        for (what, word) in words_of(relation.word()) {
            let is_there = heard.text.contains(&word);
            if is_there && relation == Relation::Hers && ask.gives != Gives::List {
                came.push(what.to_owned());
            } else if is_there && !(may_name && what == "name" && relation != Relation::Elsewhere) {
                seen.insert(format!("{what} of {}", relation.word()));
            }
        }
    }
    if !seen.is_empty() {
        return format!("LEAKS {seen:?}");
    }
    if is_written {
        came.push("writes".to_owned());
    }
    let code = said["code"].as_str().unwrap_or_default();
    if 400 <= heard.status && REFUSALS.contains(&code) {
        came.push(NO.to_owned());
    }
    if said["is"] == "open" {
        came.push("opened".to_owned());
    }
    if said["differ"].as_array().is_some_and(|all| !all.is_empty()) {
        came.push("compared".to_owned());
    }
    if ask.gives == Gives::List && heard.status == 200 {
        came.push("list".to_owned());
    }
    if came.is_empty() {
        came.push(NOTHING.to_owned());
    }
    came.join(" ")
}

/// One row of a table.
fn row(table: &mut String, name: &str, cells: impl Iterator<Item = String>) {
    let mut line = format!("{name:<34}");
    for cell in cells {
        write!(line, " {cell:<21}").unwrap();
    }
    table.push_str(line.trim_end());
    table.push('\n');
}

/// The same cell for everybody, or that it is not.
fn common(cells: &[String]) -> String {
    let first = cells[0].clone();
    if cells.iter().all(|cell| *cell == first) {
        first
    } else {
        "by role".to_owned()
    }
}

#[test]
fn the_list_of_questions_is_the_servers_list_of_endpoints() {
    let asked: BTreeSet<&str> = ASKS.iter().map(|ask| ask.path).collect();
    let there: BTreeSet<&str> = endpoints().iter().map(|(path, _)| *path).collect();
    assert_eq!(
        asked, there,
        "say in ASKS who may ask it and what comes of it"
    );
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap();
    let files = std::fs::read_dir(Path::new(&here).join("src/serve")).unwrap();
    let files = files.map(|file| file.unwrap().path());
    let ways = files
        .filter(|file| file.is_file())
        .map(|file| std::fs::read_to_string(file).unwrap());
    let ways: usize = ways.map(|text| text.matches(".route(").count()).sum();
    assert_eq!(ways, 1, "the router is built from that list alone");
}

#[tokio::test]
async fn every_endpoint_by_every_role_of_every_member() {
    let attack = Attack::new();
    let (mut table, mut wrong) = (String::new(), Vec::new());
    row(
        &mut table,
        "active device",
        Role::ALL
            .iter()
            .map(|role| role.code().chars().take(20).collect()),
    );
    let somebody = ASKS.iter().filter(|ask| ask.names_somebody());
    for ask in somebody {
        for relation in Relation::ALL {
            let mut cells = Vec::new();
            for role in Role::ALL.iter().copied() {
                for standing in [Standing::Active, Standing::Lost, Standing::Recalled] {
                    let came = attack.comes_of(ask, role, relation, standing).await;
                    let wanted = expected(ask, role, relation, standing);
                    if came != wanted {
                        let name = ask.name();
                        wrong.push(format!(
                            "{name} {role:?} {relation:?} {standing:?}: {came}, not {wanted}"
                        ));
                    }
                    if standing == Standing::Active {
                        cells.push(came);
                    }
                }
            }
            row(
                &mut table,
                &format!("{} {relation:?}", ask.name()),
                cells.into_iter(),
            );
        }
    }
    for ask in ASKS.iter().filter(|ask| !ask.names_somebody()) {
        let mut cells = Vec::new();
        for role in Role::ALL.iter().copied() {
            cells.push(
                attack
                    .comes_of(ask, role, Relation::Hers, Standing::Active)
                    .await,
            );
        }
        row(&mut table, &ask.name(), cells.into_iter());
    }
    assert_eq!(wrong, Vec::<String>::new());
    expect_file!["by_role.txt"].assert_eq(&table);
}

#[tokio::test]
async fn every_endpoint_by_every_kind_of_device() {
    let attack = Attack::new();
    let (mut table, mut wrong) = (String::new(), Vec::new());
    row(
        &mut table,
        "her own member",
        Standing::ALL.iter().map(|standing| format!("{standing:?}")),
    );
    for ask in ASKS {
        let mut cells = Vec::new();
        for standing in Standing::ALL {
            let mut by_role = Vec::new();
            for role in Role::ALL.iter().copied() {
                let came = attack.comes_of(ask, role, Relation::Hers, standing).await;
                let wanted = expected(ask, role, Relation::Hers, standing);
                if came != wanted {
                    wrong.push(format!(
                        "{} {role:?} {standing:?}: {came}, not {wanted}",
                        ask.name()
                    ));
                }
                by_role.push(came);
            }
            cells.push(common(&by_role));
        }
        row(&mut table, &ask.name(), cells.into_iter());
    }
    assert_eq!(wrong, Vec::<String>::new());
    expect_file!["by_device.txt"].assert_eq(&table);
}
