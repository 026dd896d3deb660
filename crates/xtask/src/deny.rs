//! What may be built in: licences, sources and versions of every dependency, by cargo-deny.

use std::net::{TcpStream, ToSocketAddrs as _};
use std::path::PathBuf;
use std::time::Duration;

use xtask::trouble::{Done, Trouble};

use crate::project::{Output, corner, finish, tool};

const TOOL: &str = "cargo-deny";
/// Pinned, so that a newer one finds nothing new in an old commit.
const VERSION: &str = "0.20.2";
/// Where the database of advisories is fetched from.
const ADVISORIES: &str = "github.com:443";
const PATIENCE: Duration = Duration::from_secs(5);

/// `cargo xtask deny`: that, and what is known against any of them.
pub(crate) fn deny() -> Done {
    in_a_test()?;
    if !is_reached(ADVISORIES) {
        println!("    {ADVISORIES} cannot be reached from here: advisories were NOT looked at.");
        return Ok(());
    }
    check(&["advisories"])
}

/// What every test run asks: what needs nothing but the lock file and the sources that are here.
pub(crate) fn in_a_test() -> Done {
    check(&["bans", "licenses", "sources"])
}

fn check(what: &[&str]) -> Done {
    let mut deny = tool(installed()?);
    deny.args(["--locked", "check"]).args(what);
    finish(TOOL, &deny, Output::Kept)
}

/// Installs the tool once, beside what is built.
fn installed() -> Done<PathBuf> {
    let place = corner().join(format!("{TOOL}-{VERSION}"));
    let program = place.join("bin").join(TOOL);
    if program.is_file() {
        return Ok(program);
    }
    println!("    installing {TOOL} {VERSION} …");
    let leavings = place.join("target");
    let mut install = tool("cargo");
    install
        .args(["install", TOOL, "--version", VERSION, "--locked"])
        .args(["--debug", "--no-default-features", "--root"])
        .arg(&place)
        .env("CARGO_TARGET_DIR", &leavings);
    finish("cargo install cargo-deny", &install, Output::Kept)?;
    std::fs::remove_dir_all(&leavings).ok();
    if program.is_file() {
        return Ok(program);
    }
    Err(Trouble::new(
        format!("{TOOL} was installed and is not in {}.", place.display()),
        "look there, and install it by hand with cargo install",
    ))
}

fn is_reached(address: &str) -> bool {
    let mut places = address.to_socket_addrs().into_iter().flatten();
    places.any(|place| TcpStream::connect_timeout(&place, PATIENCE).is_ok())
}
