//! `cargo xtask simulate`: days of bad luck, played by the simulation's own program.

use xtask::trouble::{Done, Trouble};

use crate::project::{Output, cargo, finish, target, tool};
use crate::setup::binaries::DRIVEN;

/// Days played in every test run: about a minute on two cores.
const DAYS_IN_A_TEST: &str = "10000";
/// Days played over the stores that ship.
const DAYS_OVER_SHIPPED: &str = "200";
const PROGRAM: &str = "satchel-simulate";

/// Plays what is asked for.
pub(crate) fn simulate(words: &[&str]) -> Done {
    let program = build()?;
    finish(PROGRAM, tool(program).args(words), Output::Shown)
}

/// What every test run plays, with the program that was built for it.
pub(crate) fn in_a_test() -> Done {
    let program = build()?;
    for words in [
        &["--seeds", DAYS_IN_A_TEST][..],
        &["--seeds", DAYS_OVER_SHIPPED, "--shipped"],
    ] {
        finish(PROGRAM, tool(&program).args(words), Output::Shown)?;
    }
    Ok(())
}

fn build() -> Done<std::path::PathBuf> {
    // The whole workspace is selected, so that cargo joins the features of dependencies the same way every time.
    let words = [
        "build",
        "--workspace",
        "--locked",
        // As the test run has built it.
        "--features",
        DRIVEN,
        "--bin",
        PROGRAM,
    ];
    finish("cargo build", &cargo(&words), Output::Kept)?;
    let program = target().join("debug").join(PROGRAM);
    if program.is_file() {
        return Ok(program);
    }
    Err(Trouble::new(
        format!("{PROGRAM} was not built."),
        "run cargo build --workspace and read what it says",
    ))
}
