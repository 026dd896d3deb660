//! Ten thousand records up from one laptop and down to another; then a few changed, then nothing to do.

use serde_json::{Value, json};

use crate::caller::{settled, task};
use crate::floor::loopback_bytes;
use crate::house::House;
use crate::laptop::Laptop;
use crate::stopwatch::{Stopwatch, median, rounded};

/// How many members the records are about.
const MEMBERS: usize = 400;
/// How often nothing is exchanged.
const IDLE_TIMES: usize = 9;

/// Pushes `count` records, pulls them into an empty store, does the same with `changed` of them, then with none.
pub(crate) fn measure(count: usize, changed: usize) -> Value {
    let (house, mut colleagues) = House::with(1, 3);
    let colleague = &mut colleagues[0];
    let members = settled(&house, colleague, MEMBERS, 0);
    let here = Laptop::enrolled(&house.desk("here"), &house, colleague);
    let there = Laptop::enrolled(&house.desk("there"), &house, colleague);
    here.exchanges();
    let watch = Stopwatch::start();
    for number in 0..count {
        here.adds(members[number % MEMBERS], &task(number));
    }
    let entering = watch.seconds();

    let (push, pushing) = counted(&house, || here.exchanges());
    let (pull, pulling) = counted(&house, || there.exchanges());
    assert_eq!(there.tasks(members[0]).len(), count.div_ceil(MEMBERS));

    for at in 0..changed {
        let number = at * count / changed;
        let member = members[number % MEMBERS];
        let tasks = here.tasks(member);
        here.changes(
            member,
            &tasks[number / MEMBERS],
            &format!("{number:08} is done"),
        );
    }
    let ((again, back), changing) = counted(&house, || (here.exchanges(), there.exchanges()));
    let (mut idle, idling) = counted(&house, || -> Vec<f64> {
        (0..IDLE_TIMES).map(|_| there.exchanges().whole).collect()
    });
    json!({
        "push_s": rounded(push.sending), "push_journey_s": rounded(push.whole), "pushes": pushing.pushes,
        "push_bytes": pushing.bytes, "push_cpu_s": rounded(pushing.cpu),
        "pull_s": rounded(pull.whole), "pulls": pulling.pulls, "pull_bytes": pulling.bytes, "pull_cpu_s": rounded(pulling.cpu),
        "changed_push_s": rounded(again.sending), "changed_pull_s": rounded(back.whole),
        "changed_pushes": changing.pushes, "changed_pulls": changing.pulls, "changed_bytes": changing.bytes,
        "changed_cpu_s": rounded(changing.cpu), "noop_s": median(&mut idle), "noop_bytes": idling.bytes / IDLE_TIMES as u64,
        "entering_s": entering, "server_rss_mb": house.peak_mb(),
    })
}

/// What went on meanwhile.
struct Counted {
    pushes: usize,
    pulls: usize,
    bytes: u64,
    cpu: f64,
}

/// Does something, and counts what goes over the line and how long the processor works for it.
fn counted<T>(house: &House, act: impl FnOnce() -> T) -> (T, Counted) {
    let now = || {
        (
            house.answered("/sync/push"),
            house.answered("/sync/pull"),
            loopback_bytes(),
            house.cpu_seconds(),
        )
    };
    let before = now();
    let done = act();
    let after = now();
    let counted = Counted {
        pushes: after.0 - before.0,
        pulls: after.1 - before.1,
        bytes: after.2 - before.2,
        cpu: after.3 - before.3,
    };
    (done, counted)
}
