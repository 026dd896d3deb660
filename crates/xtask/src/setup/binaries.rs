//! The programs, built as one set so that `run` and `test` share every compiled crate.

use std::path::{Path, PathBuf};

use xtask::trouble::{Done, Trouble};

use crate::project::{Output, cargo, corner, finish, target};

/// Whether the window may be driven by tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seat {
    /// As shipped: nobody but the person drives it.
    Person,
    /// With the feature `automation`: for the tour and the tests only.
    Driver,
}

/// The window may be driven, and the tests that drive it are in. The programs are built with it too, or what stands
/// between them and the tests would be compiled twice.
pub(crate) const DRIVEN: &str = "satchel-app/automation,satchel-tests/window";

/// Builds the named programs and sets copies of them aside.
pub(crate) fn build(seat: Seat, names: &[&str]) -> Done<String> {
    // The whole workspace is selected, so that cargo joins the features of dependencies the same way every time.
    let mut words = vec!["build", "--workspace", "--locked"];
    if seat == Seat::Driver {
        words.extend(["--features", DRIVEN]);
    }
    for name in names {
        words.extend(["--bin", name]);
    }
    finish("cargo build", &cargo(&words), Output::Shown)?;
    for name in names {
        set_aside(&target().join("debug").join(name), &path(seat, name))?;
    }
    Ok(format!("{} ready", names.join(", ")))
}

/// Where the copy of a program is.
pub(crate) fn path(seat: Seat, name: &str) -> PathBuf {
    let folder = match seat {
        Seat::Person => "person",
        Seat::Driver => "driver",
    };
    corner().join(folder).join(name)
}

fn set_aside(from: &Path, to: &Path) -> Done {
    let copy = || -> std::io::Result<()> {
        if let Some(folder) = to.parent() {
            std::fs::create_dir_all(folder)?;
        }
        // Under another name first: the old copy may be running.
        let fresh = to.with_extension("new");
        std::fs::copy(from, &fresh)?;
        std::fs::rename(&fresh, to)
    };
    copy().map_err(|error| {
        Trouble::new(
            format!("{} could not be copied ({error}).", from.display()),
            "see that the disk has room",
        )
    })
}
