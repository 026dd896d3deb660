//! Goes on with what the tests begin: each reader of what comes from outside, over inputs from one seed after another, until
//! the time is over.

use ambient::Ambient;
use world::attack::{TARGETS, attack};

const SECONDS: i64 = 300;
/// So many inputs of one seed, then the next one: what a target has kept of them goes with it.
const INPUTS_OF_A_SEED: usize = 5_000;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let asked = match words.as_slice() {
        [] => Some((TARGETS.to_vec(), SECONDS)),
        ["--seconds", seconds] => seconds
            .parse()
            .ok()
            .map(|seconds| (TARGETS.to_vec(), seconds)),
        [target] => Some((vec![*target], SECONDS)),
        [target, "--seconds", seconds] => {
            seconds.parse().ok().map(|seconds| (vec![*target], seconds))
        }
        _ => None,
    };
    let known = asked.filter(|(targets, _)| targets.iter().all(|target| TARGETS.contains(target)));
    let Some((targets, seconds)) = known else {
        eprintln!("cargo xtask fuzz [{}] [--seconds N]", TARGETS.join("|"));
        std::process::exit(2);
    };
    let ambient = Ambient::system();
    for target in targets {
        let until = ambient.ran() + seconds * 1_000;
        let (mut taken, mut given, mut seed) = (0, 0, 2);
        while ambient.ran() < until {
            let more = |given| given < INPUTS_OF_A_SEED && ambient.ran() < until;
            let (took, gave) = attack(target, seed, more);
            (taken, given, seed) = (taken + took, given + gave, seed + 1);
        }
        println!(
            "{target}: took {taken} of {given} inputs of {} seeds",
            seed - 2
        );
    }
}
