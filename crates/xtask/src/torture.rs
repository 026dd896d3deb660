//! `cargo xtask torture`: real processes, killed at any moment, by the torture's own program.

use xtask::trouble::{Done, Trouble};

use crate::project::{Output, cargo, finish, target, tool};
use crate::setup::binaries::DRIVEN;

/// Deaths in every test run: two days over a ledger in a file, one over PostgreSQL; some three quarters of a minute on two cores.
const DEATHS_IN_A_TEST: &str = "75";
const PROGRAM: &str = "satchel-torture";
/// What it starts and kills.
const VICTIM: &str = "satchel-clinic";

/// Kills as often as is asked for.
pub(crate) fn torture(words: &[&str]) -> Done {
    // The whole workspace is selected, so that cargo joins the features of dependencies the same way every time.
    let build = [
        "build",
        "--workspace",
        "--locked",
        // As the test run has built it.
        "--features",
        DRIVEN,
        "--bin",
        PROGRAM,
        "--bin",
        VICTIM,
    ];
    finish("cargo build", &cargo(&build), Output::Kept)?;
    let program = target().join("debug").join(PROGRAM);
    if !program.is_file() {
        return Err(Trouble::new(
            format!("{PROGRAM} was not built."),
            "run cargo build --workspace and read what it says",
        ));
    }
    finish(PROGRAM, tool(program).args(words), Output::Shown)
}

/// What every test run kills.
pub(crate) fn in_a_test() -> Done {
    torture(&["--cycles", DEATHS_IN_A_TEST])
}
