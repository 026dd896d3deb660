//! The contract as TypeScript: printed by the core, kept in the repository so that a change shows in review.

use xtask::trouble::{Done, Trouble};

use crate::project::{read, root, tool};
use crate::setup::binaries::{self, Seat};

const GENERATED: &str = "ui/src/contract/generated.ts";
/// The program that prints it.
const PRINTER: &str = "contract";

/// Writes the contract.
pub(crate) fn write() -> Done {
    let printed = printed()?;
    let path = root().join(GENERATED);
    std::fs::write(&path, printed).map_err(|error| {
        Trouble::new(
            format!("{GENERATED} could not be written ({error})."),
            "make the file writable",
        )
    })?;
    println!("{GENERATED} written.");
    Ok(())
}

/// Says whether the kept contract is current.
pub(crate) fn check() -> Done {
    let kept = std::fs::read_to_string(root().join(GENERATED)).unwrap_or_default();
    if kept == printed()? {
        println!("{GENERATED} is current.");
        return Ok(());
    }
    Err(Trouble::new(
        format!("{GENERATED} is not what the core prints now."),
        "run cargo xtask codegen and commit the file with the change that made it differ",
    ))
}

fn printed() -> Done<String> {
    // Built as the programs are: for this package alone cargo would join other features, and compile the core again.
    binaries::build(Seat::Person, &[PRINTER])?;
    read(
        "the contract printer",
        &mut tool(binaries::path(Seat::Person, PRINTER)),
        "",
    )
}
