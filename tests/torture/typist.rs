//! The process that types: the whole application behind its one door, told by lines what to do, and saying in lines what
//! it was told.
//!
//! Whatever it says it has heard from the application before it says it; so a line is a promise the disk has to keep.

use std::io::{self, BufRead as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::Duration;

use ambient::Ambient;
use satchel::{Notice, Satchel};
use serde_json::{Value, json};

use crate::acts;
use crate::chance::Dice;
use crate::pair;
use crate::template::{Folders, PASSPHRASE, satchel};

/// Longer than any exchange on loopback takes; only a fault waits for it.
const PATIENCE: Duration = Duration::from_secs(60);
/// So many exchanges in a row may be needed until nothing waits: a restored clinic begins another life in between.
const JOURNEYS_MAX: usize = 8;

/// So much is done first by one that says too early that something is saved.
const LATER: usize = 8;

/// What a typist says of herself that is not so: a fault that has to be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tells {
    /// What she was told.
    Truly,
    /// That something is saved when she is only about to save it.
    Early,
}

/// A satchel that is open, and whoever types into it.
pub(crate) struct Typist {
    satchel: Satchel,
    tells: Tells,
}

/// Types until nobody tells it anything any more.
pub(crate) fn run(root: &Path, tells: Tells) -> ExitCode {
    let folders = Folders::at(root);
    let satchel = satchel(&folders, Ambient::system());
    let typist = Typist { satchel, tells };
    typist.gets("session.unlock", json!({ "passphrase": PASSPHRASE }));
    says("open");
    let heard = typist.satchel.notices();
    let listener = typist.satchel.clone();
    thread::spawn(move || tell_how_it_goes(&listener, &heard));
    for line in io::stdin().lock().lines().map_while(Result::ok) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["go", seed, acts] => typist.works(seed.parse().unwrap(), acts.parse().unwrap()),
            ["drain"] => typist.drains(),
            ["hand", "over"] => typist.hands_over(),
            ["exchange"] => {
                typist.exchanges();
            }
            ["join", "-", times] => pair::works(&typist, None, times.parse().unwrap()),
            ["join", met, times] => pair::works(&typist, Some(met), times.parse().unwrap()),
            _ => panic!("nobody says {line}"),
        }
        says("done");
    }
    // Whoever started it is gone.
    ExitCode::SUCCESS
}

/// One line, whole.
pub(crate) fn says(line: &str) {
    if writeln!(io::stdout().lock(), "{line}").is_err() {
        // Nobody reads it any more.
        std::process::exit(0);
    }
}

/// Says how the exchange goes, whenever that has changed: each is a moment at which somebody may be killed.
fn tell_how_it_goes(satchel: &Satchel, heard: &Receiver<Notice>) {
    let mut said = String::new();
    while heard.recv().is_ok() {
        let answer = serde_json::to_value(satchel.ask("sync.show", json!({}))).unwrap();
        let (now, unsent) = (&answer["ok"]["now"]["is"], &answer["ok"]["unsent"]);
        let line = format!("now {now} {unsent}");
        if line != said {
            says(&line);
            said = line;
        }
    }
}

/// One exchange, from its beginning to its end, well or badly.
pub(crate) fn exchange(satchel: &Satchel) {
    let notices = satchel.notices();
    satchel.ask("sync.now", json!({}));
    loop {
        let notice = notices.recv_timeout(PATIENCE).expect("the exchange ends");
        let notice = serde_json::to_value(notice).unwrap();
        // The card on the outside is written last, when everything else of a journey is done.
        if notice["topics"]
            .as_array()
            .is_some_and(|topics| topics.contains(&json!("session")))
        {
            break;
        }
    }
}

impl Typist {
    /// Asks for something that is not refused. A refusal is said, and is a fault.
    pub(crate) fn gets(&self, name: &str, body: Value) -> Value {
        let mut answer = serde_json::to_value(self.satchel.ask(name, body)).unwrap();
        let Some(value) = answer.get_mut("ok") else {
            says(&format!("refused {name} {answer}"));
            panic!("{name} was refused: {answer}");
        };
        value.take()
    }

    /// Does something and says that it is saved, in this order, unless she lies.
    pub(crate) fn saves(&self, line: &str, does: impl FnOnce() -> Value) -> Value {
        if self.tells == Tells::Early {
            says(line);
            // As an application would that saves behind the screen's back, a moment later.
            for _ in 0..LATER {
                self.gets("today.show", json!({}));
            }
            return does();
        }
        let done = does();
        says(line);
        done
    }

    fn works(&self, seed: u64, count: u32) {
        let dice = Dice::new(seed);
        // A laptop that has never exchanged knows nobody yet.
        let mut journeys = 0;
        while acts::anybody(self).is_none() {
            self.exchanges();
            journeys += 1;
            if JOURNEYS_MAX < journeys {
                return;
            }
        }
        pair::ends(self);
        for _ in 0..count {
            acts::act(self, &dice);
            // Asked for and not waited for: work goes on while it is on its way.
            if dice.percent(30) {
                self.gets("sync.now", json!({}));
            }
        }
        self.exchanges();
    }

    fn drains(&self) {
        for _ in 0..JOURNEYS_MAX {
            if self.exchanges() {
                says("drained");
                return;
            }
        }
        says(&format!("stuck {}", self.gets("sync.show", json!({}))));
    }

    /// Exchanges, and says whether everything that was saved before is now the clinic's.
    pub(crate) fn exchanges(&self) -> bool {
        exchange(&self.satchel);
        let sync = self.gets("sync.show", json!({}));
        let is_complete = sync["unsent"] == 0 && sync["lastProblem"] == Value::Null;
        if is_complete {
            says("complete");
        } else {
            says(&format!(
                "unsent {} {}",
                sync["unsent"], sync["lastProblem"]["code"]
            ));
        }
        is_complete
    }

    fn hands_over(&self) {
        let answer = serde_json::to_value(self.satchel.ask("sync.handOver", json!({}))).unwrap();
        let handed = &answer["ok"];
        match handed["file"].as_str() {
            Some(file) => says(&format!("handed {} {file}", handed["changes"])),
            None => says("nothing to hand over"),
        }
    }
}
