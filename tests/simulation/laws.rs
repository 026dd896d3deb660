//! Laws of the exchange, for any list of intents: the order of delivery loses nothing, and saying it all twice changes
//! nothing.

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::json;
use sync::{Ledger as _, Rules, clinic, device};

use super::bench::{Bench, GOAL, STREAM, device_of};

const FIELDS: [&str; 2] = ["barrier", "strength"];

/// Who does what: a laptop, whether it catches up first, a field, and one of few answers.
fn doings() -> impl Strategy<Value = Vec<(usize, bool, usize, u8)>> {
    prop::collection::vec((0..3_usize, any::<bool>(), 0..2_usize, 0..4_u8), 1..14)
}

fn written(doings: &[(usize, bool, usize, u8)]) -> Bench {
    let mut bench = Bench::of(3);
    for (at, catches_up, field, value) in doings {
        if *catches_up {
            if let Some(pushed) = bench.offers(*at, 256) {
                bench.hears(*at, &pushed);
            }
            let pulled = bench.asks(*at);
            bench.learns(*at, &pulled);
        }
        bench.answers(*at, FIELDS[*field], json!(value));
    }
    bench
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(7),
        ..ProptestConfig::with_cases(100)
    })]

    /// Whoever delivers first, one operation at a time or all at once: every answer stands or was seen.
    #[test]
    fn no_order_of_delivery_loses_a_value(doings in doings(), order in prop::collection::vec((0..3_usize, 1..4_usize), 0..12)) {
        let mut bench = written(&doings);
        for (at, ops) in order {
            if let Some(pushed) = bench.offers(at, ops) {
                bench.hears(at, &pushed);
            }
        }
        bench.settles();
        prop_assert_eq!(bench.check(), Ok(()));
    }

    /// Every request and every answer arrives again, late: nothing changes, and the answers are the same.
    #[test]
    fn saying_everything_twice_changes_nothing(doings in doings()) {
        let mut bench = written(&doings);
        let mut said = Vec::new();
        let mut told = Vec::new();
        for at in 0..3 {
            while let Some(push) = device::push(&mut bench.disks[at], device::Batch { ops: 2, ..device::Batch::WHOLE }, Rules::SOUND).unwrap() {
                let pushed = clinic::push(&mut bench.book, device_of(at), &push, 0, Rules::SOUND).unwrap().unwrap();
                bench.hears(at, &pushed);
                said.push((at, push, pushed));
            }
        }
        for at in 0..3 {
            while bench.disks[at].cursor(&STREAM) < bench.book.head(&STREAM).unwrap() {
                let pulled = bench.asks(at);
                bench.learns(at, &pulled);
                told.push((at, pulled));
            }
        }
        let before = (bench.goal(), bench.book.head(&STREAM).unwrap());
        for (at, push, pushed) in &said {
            let again = clinic::push(&mut bench.book, device_of(*at), push, 99, Rules::SOUND).unwrap().unwrap();
            prop_assert_eq!(&again.answers, &pushed.answers);
            bench.hears(*at, &again);
        }
        for (at, pulled) in &told {
            bench.learns(*at, pulled);
        }
        prop_assert_eq!(&before, &(bench.goal(), bench.book.head(&STREAM).unwrap()));
        prop_assert_eq!(bench.check(), Ok(()));
    }

    /// Whoever has seen all answers and gives one leaves one.
    #[test]
    fn whoever_has_seen_every_answer_settles_it(doings in doings()) {
        let mut bench = written(&doings);
        bench.settles();
        for field in FIELDS {
            bench.answers(0, field, json!("settled"));
        }
        bench.settles();
        prop_assert_eq!(bench.check(), Ok(()));
        let goal = bench.goal().unwrap();
        prop_assert_eq!(goal.id, GOAL);
        prop_assert_eq!(goal.conflicts(), 0);
    }
}
