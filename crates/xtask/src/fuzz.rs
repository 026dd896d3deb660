//! `cargo xtask fuzz`: readers of what comes from outside, over inputs that are nearly right, for as long as is asked for.

use xtask::trouble::{Done, Trouble};

use crate::project::{Output, cargo, finish, target, tool};

const PROGRAM: &str = "satchel-fuzz";

/// Goes on for as long as is asked for. Every test run has a short part of the same as one of its tests.
pub(crate) fn fuzz(words: &[&str]) -> Done {
    // The whole workspace is selected, so that cargo joins the features of dependencies the same way every time.
    let build = ["build", "--workspace", "--locked", "--bin", PROGRAM];
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
