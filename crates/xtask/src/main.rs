//! `cargo xtask`: the project's own commands. Start with `cargo xtask --help`.

mod bench;
mod codegen;
mod deny;
mod fuzz;
mod help;
mod progress;
mod project;
mod run;
mod setup;
mod simulate;
mod test;
mod tidy;
mod torture;

use std::process::ExitCode;

use xtask::process;
use xtask::trouble::{Done, Trouble};

fn main() -> ExitCode {
    let on_stop = || {
        println!("\nStopping everything this command started …");
        process::stop_all();
        std::process::exit(130);
    };
    if let Err(error) = ctrlc::set_handler(on_stop) {
        eprintln!("Ctrl-C will not stop what is started here ({error}).");
    }
    let outcome = order(&std::env::args().skip(1).collect::<Vec<_>>());
    if process::is_stopping() {
        // The other thread is stopping everything and leaves when that is done.
        loop {
            std::thread::park();
        }
    }
    process::stop_all();
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("\n✗ {trouble}");
            ExitCode::FAILURE
        }
    }
}

fn order(words: &[String]) -> Done {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] | ["--help" | "-h" | "help"] | [_, "--help" | "-h"] => {
            println!("{}", help::HELP);
            Ok(())
        }
        ["run", options @ ..] => run::run(&run::Options::read(options)?),
        ["test"] => test::test(),
        ["bench", "sync", options @ ..] => bench::sync(options),
        ["bench", "eligibility"] => bench::eligibility(),
        ["simulate", options @ ..] => simulate::simulate(options),
        ["torture", options @ ..] => torture::torture(options),
        ["fuzz", options @ ..] => fuzz::fuzz(options),
        ["deny"] => deny::deny(),
        ["tidy"] => tidy::write(),
        ["tidy", "--check"] => tidy::check(),
        ["codegen"] => codegen::write(),
        ["codegen", "--check"] => codegen::check(),
        _ => Err(Trouble::new(
            format!("There is no command “{}”.", words.join(" ")),
            "see cargo xtask --help",
        )),
    }
}
