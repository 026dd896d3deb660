//! The process of a computer that two people share: it starts a satchel, puts one in front of the other, and erases one.
//!
//! As with the typist, whatever it says it has heard from the application before.

use std::io::{self, BufRead as _};
use std::path::Path;
use std::process::ExitCode;

use ambient::Ambient;
use satchel::Satchel;
use serde_json::{Value, json};

use crate::acts::number;
use crate::template::{Folders, PASSPHRASE, satchel};
use crate::typist::{exchange, says};

/// Whoever shares the computer, and what opens hers.
pub(crate) const OTHER: &str = "Deborah Achterberg";
pub(crate) const PEOPLE: [(&str, &str); 2] =
    [("IC", PASSPHRASE), ("DA", "violet harbour seventy lamps")];
/// What each of them is writing.
const ABOUT: &str = "form:hers";

/// Does what it is told by lines until nobody tells it anything any more.
pub(crate) fn run(root: &Path) -> ExitCode {
    let computer = Computer(satchel(&Folders::at(root), Ambient::system()));
    says("open");
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["starts", address, fingerprint, code] => {
                computer.starts(address, fingerprint, code);
            }
            ["exchanges"] => computer.exchanges(),
            ["turns", times] => computer.turns(times.parse().unwrap()),
            ["asks"] => {
                let heard = computer.asks("session.askClinic", json!({}));
                says(&format!("heard {heard:?}"));
            }
            _ => panic!("nobody says {line}"),
        }
        says("done");
    }
    ExitCode::SUCCESS
}

/// A satchel that is one of two, or nobody's yet.
pub(crate) struct Computer(pub(crate) Satchel);

impl Computer {
    /// What it is answered, or why it is refused.
    pub(crate) fn asks(&self, name: &str, body: Value) -> Result<Value, String> {
        let mut answer = serde_json::to_value(self.0.ask(name, body)).unwrap();
        match answer.get_mut("ok") {
            Some(value) => Ok(value.take()),
            None => Err(answer["failure"]["code"]
                .as_str()
                .unwrap_or_default()
                .to_owned()),
        }
    }

    fn session(&self) -> Value {
        self.asks("session.show", json!({})).unwrap()
    }

    /// Whose satchels are here, the one in front first.
    pub(crate) fn everybody(&self) -> Vec<String> {
        let session = self.session();
        let others = session["others"].as_array().into_iter().flatten();
        let front = (session["state"] != "not_enrolled").then_some(&session);
        let all = front.into_iter().chain(others);
        all.map(|one| text(&one["initials"]).to_owned()).collect()
    }

    /// Hers is in front, and locked.
    pub(crate) fn takes_up(&self, who: &str) -> Result<(), String> {
        self.asks("session.lock", json!({})).ok();
        let session = self.session();
        if session["state"] != "not_enrolled" && session["initials"] == who {
            return Ok(());
        }
        let mut others = session["others"].as_array().into_iter().flatten();
        let hers = others.find(|one| one["initials"] == who);
        let hers = hers.ok_or_else(|| format!("there is no satchel of {who}: {session}"))?;
        let profile = json!({ "profile": hers["profile"] });
        self.asks("session.takeUp", profile).map(drop)
    }

    /// Tries this passphrase on the one in front.
    pub(crate) fn opens(&self, passphrase: &str) -> Result<(), String> {
        let body = json!({ "passphrase": passphrase });
        self.asks("session.unlock", body).map(drop)
    }

    /// Whose satchel is open, and what she has written; an error if it is another one's.
    pub(crate) fn written(&self, who: &str) -> Result<u64, String> {
        let session = self.session();
        if session["state"] != "open" || session["initials"] != who {
            return Err(format!("{who} has opened another satchel than hers"));
        }
        let body = self.asks("drafts.show", json!({ "about": ABOUT }))?["body"].take();
        let Some(text) = body.as_str() else {
            return Ok(0);
        };
        match text.rsplit_once(" of ") {
            Some((answer, hers)) if hers == who => Ok(number(answer)),
            _ => Err(format!("{who} reads what is not hers")),
        }
    }

    fn starts(&self, address: &str, fingerprint: &str, code: &str) {
        let (who, passphrase) = PEOPLE[1];
        if self.session()["state"] != "not_enrolled" {
            self.asks("session.setDown", json!({})).unwrap();
        }
        let sheet = json!({
            "address": address, "fingerprint": fingerprint, "code": code, "passphrase": passphrase,
        });
        self.asks("session.enrol", sheet).unwrap();
        says(&format!("started {who}"));
    }

    /// The other one opens hers and exchanges: from then on her clinic knows her satchel while it is locked, too.
    fn exchanges(&self) {
        let (who, passphrase) = PEOPLE[1];
        self.takes_up(who).unwrap();
        self.opens(passphrase).unwrap();
        exchange(&self.0);
    }

    /// One after the other opens hers, goes on writing, and is put away for the other.
    fn turns(&self, times: u32) {
        for _ in 0..times {
            for (who, passphrase) in PEOPLE {
                self.takes_up(who).unwrap();
                self.opens(passphrase).unwrap();
                let next = self.written(who).unwrap() + 1;
                let body = format!("Answer {next} of {who}");
                let kept = json!({ "about": ABOUT, "member": null, "body": body });
                self.asks("drafts.keep", kept).unwrap();
                says(&format!("kept {who} {next}"));
            }
        }
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
