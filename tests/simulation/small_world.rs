//! The small world, every way it can go: two laptops, two fields, short lists of actions, all orders of delivery.
//!
//! What chance would need a thousand days to come upon is simply gone through.

use sync::wire::{Pulled, Pushed};

use super::bench::{Bench, fresh};

const FIELDS: [&str; 2] = ["barrier", "strength"];

/// What one laptop may do next, or have done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Move {
    /// Its person answers a field anew.
    Answers(usize),
    /// It sends everything, and the answer arrives.
    Sends,
    /// It sends everything, and the answer is lost.
    SendsInVain,
    /// It asks for news, and they arrive.
    Asks,
}

const MOVES: [Move; 5] = [
    Move::Answers(0),
    Move::Answers(1),
    Move::Sends,
    Move::SendsInVain,
    Move::Asks,
];

fn make(bench: &mut Bench, at: usize, next: Move) {
    match next {
        Move::Answers(field) => {
            let value = fresh(bench);
            bench.answers(at, FIELDS[field], value);
        }
        Move::Sends => {
            if let Some(pushed) = bench.offers(at, 256) {
                bench.hears(at, &pushed);
            }
        }
        Move::SendsInVain => drop(bench.offers(at, 256)),
        Move::Asks => {
            let pulled = bench.asks(at);
            bench.learns(at, &pulled);
        }
    }
}

/// Whether the same end is reached with these two the other way round: they are of different laptops and do not meet
/// at the clinic. One order of each such pair is enough.
fn is_told_elsewhere(last: (usize, Move), next: (usize, Move)) -> bool {
    let writes = |made: Move| matches!(made, Move::Sends | Move::SendsInVain);
    let reads = |made: Move| made == Move::Asks;
    let meet =
        (writes(last.1) && (writes(next.1) || reads(next.1))) || (reads(last.1) && writes(next.1));
    next.0 < last.0 && !meet
}

/// Tries every continuation; gives how many ends it has seen.
fn all_ways(bench: &Bench, path: &mut Vec<(usize, Move)>, left: usize) -> usize {
    if left == 0 {
        let mut end = bench.clone();
        end.settles();
        end.check()
            .unwrap_or_else(|what| panic!("{what} after {path:?}"));
        return 1;
    }
    let mut ends = 0;
    for at in 0..2 {
        for next in MOVES {
            // The first answer is the first laptop's, to the first field: the rest is the same in a mirror.
            if bench.meant.is_empty() && (at, next) != (0, Move::Answers(0)) {
                continue;
            }
            if path
                .last()
                .is_some_and(|last| is_told_elsewhere(*last, (at, next)))
            {
                continue;
            }
            let mut fork = bench.clone();
            make(&mut fork, at, next);
            path.push((at, next));
            ends += all_ways(&fork, path, left - 1);
            path.pop();
        }
    }
    ends
}

#[test]
fn every_way_two_laptops_can_work_on_two_fields_ends_in_agreement() {
    let ends = all_ways(&Bench::of(2), &mut Vec::new(), 5);
    assert!(4_000 < ends, "{ends}");
}

/// Something under way in the small world.
#[derive(Clone)]
enum UnderWay {
    Receipt(Pushed),
    News(Box<Pulled>),
}

/// How much each laptop does in turn: answer the same field and send that, then ask for news.
const STEPS: [usize; 2] = [2, 2];

/// Whatever is under way may arrive in any order, between any two steps, or never.
fn all_deliveries(bench: &Bench, steps: [usize; 2], post: &[(usize, UnderWay)], ends: &mut usize) {
    if steps == STEPS && post.is_empty() {
        let mut end = bench.clone();
        end.settles();
        end.check().unwrap_or_else(|what| panic!("{what}"));
        *ends += 1;
        return;
    }
    for at in 0..2 {
        if steps[at] == STEPS[at] {
            continue;
        }
        let (mut fork, mut post) = (bench.clone(), post.to_vec());
        if steps[at].is_multiple_of(2) {
            let value = fresh(&fork);
            fork.answers(at, "barrier", value);
            post.extend(
                fork.offers(at, 1)
                    .map(|pushed| (at, UnderWay::Receipt(pushed))),
            );
        } else {
            post.push((at, UnderWay::News(Box::new(fork.asks(at)))));
        }
        let mut steps = steps;
        steps[at] += 1;
        all_deliveries(&fork, steps, &post, ends);
    }
    for place in 0..post.len() {
        let mut rest = post.to_vec();
        let (at, load) = rest.remove(place);
        // What never arrives: once nothing else is to be done, which is when it would matter.
        if steps == STEPS && place == 0 {
            all_deliveries(bench, steps, &rest, ends);
        }
        let mut fork = bench.clone();
        match load {
            UnderWay::Receipt(pushed) => fork.hears(at, &pushed),
            UnderWay::News(pulled) => fork.learns(at, &pulled),
        }
        all_deliveries(&fork, steps, &rest, ends);
    }
}

#[test]
fn every_order_of_delivery_ends_in_agreement() {
    let mut ends = 0;
    all_deliveries(&Bench::of(2), [0, 0], &[], &mut ends);
    assert!(1_000 < ends, "{ends}");
}
