//! `satchel-clinic`: the clinic's program. Everything it does is in the library; what it prints is in `cli`.

use std::process::ExitCode;

fn main() -> ExitCode {
    clinic::cli::run()
}
