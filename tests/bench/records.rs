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

    let (pushes_before, bytes_before) = (house.answered("/sync/push"), loopback_bytes());
    let push = here.exchanges();
    let (pushes, push_bytes) = (
        house.answered("/sync/push") - pushes_before,
        loopback_bytes() - bytes_before,
    );
    let bytes_before = loopback_bytes();
    let pull = there.exchanges();
    let pull_bytes = loopback_bytes() - bytes_before;
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
    let again = here.exchanges();
    let back = there.exchanges();
    let mut idle: Vec<f64> = (0..IDLE_TIMES).map(|_| there.exchanges().whole).collect();
    json!({
        "push_s": rounded(push.sending), "push_journey_s": rounded(push.whole), "pushes": pushes,
        "push_bytes": push_bytes, "pull_s": rounded(pull.whole), "pull_bytes": pull_bytes,
        "changed_push_s": rounded(again.sending), "changed_pull_s": rounded(back.whole),
        "noop_s": median(&mut idle), "entering_s": entering, "server_rss_mb": house.peak_mb(),
    })
}
