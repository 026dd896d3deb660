//! Satchel's window: a thin shell round the `satchel` crate.
//!
//! It cleans the environment, opens one window on the embedded page, and passes two things between
//! page and core: requests (`ask`) and notices. Rules, storage and the network are not here.

mod arguments;
mod enrol;
mod hardening;
mod page;
mod profile;
mod window;

use std::io::Write as _;
use std::process::ExitCode;

use arguments::Order;

fn main() -> ExitCode {
    hardening::begin();
    let outcome = match arguments::read(std::env::args_os().skip(1)) {
        Ok(Order::Help) => return say(arguments::HELP),
        Ok(Order::Open { profile_dir }) => window::open(&profile_dir).map_err(Refusal::Open),
        Ok(Order::Enrol(enrolment)) => enrol::enrol(&enrolment).map_err(Refusal::Enrol),
        Err(refused) => Err(Refusal::Arguments(refused)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            // Nobody may be listening on stderr; there is nothing left to do about that.
            drop(writeln!(std::io::stderr(), "Satchel: {refusal}."));
            ExitCode::FAILURE
        }
    }
}

fn say(text: &str) -> ExitCode {
    drop(writeln!(std::io::stdout(), "{text}"));
    ExitCode::SUCCESS
}

/// Why Satchel stopped before it was of any use.
#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error("{0}")]
    Arguments(arguments::ReadArgumentsError),
    #[error("{0}")]
    Open(window::OpenWindowError),
    #[error("{0}")]
    Enrol(enrol::EnrolError),
}
