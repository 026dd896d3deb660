//! A laptop of a measure: the whole application, with a real encrypted store, asked through its one door.

use std::path::Path;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use ambient::Ambient;
use care::{MemberId, Task};
use satchel::{Notice, Options, Satchel};
use serde_json::{Value, json};
use vault::{Cost, MemoryKeyStore};

use crate::house::{Colleague, House};
use crate::stopwatch::Stopwatch;

/// It is asked whether it still sends when a fiftieth of the time is over since it was asked, or this: an open Sync screen
/// would ask at each notice, and compete with the exchange for the two cores.
const LOOKS_EVERY: Duration = Duration::from_millis(10);
/// Longer than any exchange takes; only a fault waits for it.
const PATIENCE: Duration = Duration::from_secs(600);

/// A laptop.
pub(crate) struct Laptop {
    satchel: Satchel,
    notices: Receiver<Notice>,
}

/// How long an exchange took, in seconds.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Took {
    /// Until every answer to what was sent was in the store, and it began to receive; up to 2 % or 10 ms more.
    pub(crate) sending: f64,
    /// All of it.
    pub(crate) whole: f64,
}

impl Laptop {
    /// A laptop that has been enrolled and has exchanged nothing yet.
    pub(crate) fn enrolled(folder: &Path, house: &House, colleague: &mut Colleague) -> Self {
        let options = Options {
            profile_dir: folder.to_path_buf(),
            papers: folder.join("papers"),
            keys: Box::new(MemoryKeyStore::new()),
            ambient: Ambient::system(),
            // Opening is not what is measured.
            cost: Some(Cost::FLOOR),
            computer: "a laptop".to_owned(),
            exchanges_by_itself: false,
        };
        let satchel = Satchel::start(options).unwrap();
        let notices = satchel.notices();
        let laptop = Self { satchel, notices };
        let body = json!({
            "address": house.address, "fingerprint": house.fingerprint, "code": colleague.code(),
            "passphrase": "otter lantern prairie quilt",
        });
        laptop.gets("session.enrol", body);
        laptop
    }

    /// Asks for something that will not be refused.
    pub(crate) fn gets(&self, name: &str, body: Value) -> Value {
        let mut answer = serde_json::to_value(self.satchel.ask(name, body)).unwrap();
        match answer.get_mut("ok") {
            Some(value) => value.take(),
            None => panic!("{name} was refused: {answer}"),
        }
    }

    /// Writes down a new task.
    pub(crate) fn adds(&self, member: MemberId, task: &Task) {
        let body = json!({
            "member": member, "seen": "", "what": task.what, "due": { "day": task.due },
            "owner": { "staff": task.owner.staff, "words": task.owner.words },
        });
        self.gets("tasks.put", body);
    }

    /// The member's tasks as her plan shows them.
    pub(crate) fn tasks(&self, member: MemberId) -> Vec<Value> {
        let mut plan = self.gets("plans.show", json!({ "member": member }));
        let Value::Array(tasks) = plan["tasks"].take() else {
            panic!("a plan lists its tasks")
        };
        tasks
    }

    /// Says something else in a task, having seen it as it is shown.
    pub(crate) fn changes(&self, member: MemberId, task: &Value, what: &str) {
        let body = json!({
            "member": member, "task": task["task"], "seen": task["seen"], "what": what,
        });
        self.gets("tasks.put", body);
    }

    /// Exchanges with the clinic, and insists that it goes well.
    pub(crate) fn exchanges(&self) -> Took {
        while self.notices.try_recv().is_ok() {}
        let watch = Stopwatch::start();
        self.gets("sync.now", json!({}));
        let (mut sending, mut looked) = (None, Duration::ZERO);
        loop {
            let notice = self
                .notices
                .recv_timeout(PATIENCE)
                .expect("the exchange ends");
            let topics = serde_json::to_value(notice).unwrap();
            let topics = topics["topics"].as_array().cloned().unwrap_or_default();
            // The card on the outside is written last, when everything else of a journey is done.
            if topics.contains(&json!("session")) {
                break;
            }
            let now = watch.elapsed();
            let is_due = looked + LOOKS_EVERY.max(now / 50) <= now;
            if sending.is_none() && is_due && topics == [json!("sync")] {
                looked = watch.elapsed();
                let before = looked.as_secs_f64();
                if self.gets("sync.show", json!({}))["now"]["is"] != "sending" {
                    sending = Some(before);
                }
            }
        }
        let whole = watch.elapsed().as_secs_f64();
        let shown = self.gets("sync.show", json!({}));
        assert_eq!(shown["lastProblem"], Value::Null, "{shown}");
        assert_eq!(shown["unsent"], 0, "{shown}");
        Took {
            sending: sending.unwrap_or(whole),
            whole,
        }
    }
}
