//! Where things are, and how the project's tools are called.

use std::io::{BufRead as _, BufReader, IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;

pub(crate) use xtask::place::root;
use xtask::process::Started;
use xtask::trouble::{Done, Trouble};

/// How many of a tool's last lines are kept to explain a failure.
const TAIL_LINES: usize = 200;
/// How many of its first and of its last lines are shown when a tool that ran silently failed: some name the cause
/// at the top, some at the bottom.
const SHOWN_LINES: usize = 12;

/// Whether a tool's output is shown as it comes, or only when it fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    Shown,
    Kept,
}

/// Where everything is built: out of the tree, shared by all clones.
pub(crate) fn target() -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => std::path::absolute(&dir).unwrap_or_else(|_| PathBuf::from(dir)),
        None => home().join(".cache/satchel/target"),
    }
}

/// Our own corner of the target folder: copies of binaries, stamps and logs.
pub(crate) fn corner() -> PathBuf {
    target().join("satchel")
}

/// Where logs of started programs go.
pub(crate) fn logs() -> PathBuf {
    corner().join("logs")
}

/// The person's home folder.
pub(crate) fn home() -> PathBuf {
    std::env::home_dir().unwrap_or_else(|| PathBuf::from("/tmp"))
}

/// A tool, called from the root of the repository, free of what cargo put into our own environment.
pub(crate) fn tool(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir(root())
        .env("CARGO_TARGET_DIR", target());
    for (name, _) in std::env::vars_os() {
        let ours = name.to_str().is_some_and(|name| {
            let prefixes = [
                "CARGO_PKG_",
                "CARGO_MANIFEST_",
                "CARGO_BIN_",
                "CARGO_CRATE_",
                "CARGO_PRIMARY_",
            ];
            // A clinic's own PostgreSQL is not what a demo or a test is to write into.
            let others = ["LD_LIBRARY_PATH", "SATCHEL_DATABASE_URL"];
            prefixes.iter().any(|prefix| name.starts_with(prefix)) || others.contains(&name)
        });
        if ours {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a tool to its end.
pub(crate) fn finish(name: &str, command: &Command, output: Output) -> Done {
    let mut merged = merge(command);
    let (mut started, lines) =
        Started::start_and_read(name, merged.stdin(Stdio::null()).stdout(Stdio::piped()))?;
    let mut tail = std::collections::VecDeque::new();
    for line in lines {
        if output == Output::Shown {
            println!("    {line}");
        }
        if tail.len() == TAIL_LINES {
            tail.pop_front();
        }
        tail.push_back(line);
    }
    if started.wait().is_some_and(|status| status.success()) {
        return Ok(());
    }
    if output == Output::Kept {
        show(tail.make_contiguous());
    }
    let text: Vec<String> = tail.into_iter().collect();
    Err(explain(name, &text.join("\n")))
}

/// Runs a tool and gives what it printed; what it says on the side is shown if it fails.
pub(crate) fn read(name: &str, command: &mut Command, input: &str) -> Done<String> {
    let failed = |what: String| Trouble::new(what, "read what it said above");
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| failed(format!("{name} did not start ({error}).")))?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that has already ended says why itself.
        stdin.write_all(input.as_bytes()).ok();
    }
    let (errors_in, errors) = channel();
    if let Some(stderr) = child.stderr.take() {
        thread::spawn(move || {
            BufReader::new(stderr)
                .lines()
                .map_while(Result::ok)
                .for_each(|line| drop(errors_in.send(line)));
        });
    }
    let output = child
        .wait_with_output()
        .map_err(|error| failed(format!("{name} broke off ({error}).")))?;
    let said: Vec<String> = errors.iter().collect();
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    show(&said);
    Err(explain(name, &said.join("\n")))
}

/// Cargo, with colours where we have a terminal.
pub(crate) fn cargo(words: &[&str]) -> Command {
    let mut cargo = tool(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(words);
    if std::io::stdout().is_terminal() {
        cargo.env("CARGO_TERM_COLOR", "always");
    }
    cargo
}

/// The same command with both of its outputs in one stream, in the order they were written.
fn merge(command: &Command) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell
        .args(["-c", "exec \"$0\" \"$@\" 2>&1"])
        .arg(command.get_program())
        .args(command.get_args());
    if let Some(dir) = command.get_current_dir() {
        shell.current_dir(dir);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell
}

fn show(lines: &[String]) {
    let last = lines.len().saturating_sub(SHOWN_LINES);
    for (number, line) in lines.iter().enumerate() {
        if number < SHOWN_LINES || last <= number {
            println!("    {line}");
        } else if number == SHOWN_LINES {
            println!("    …");
        }
    }
}

/// Turns the last words of a tool into a sentence with a fix.
fn explain(name: &str, said: &str) -> Trouble {
    const OFFLINE: &[&str] = &[
        "Could not resolve host",
        "Couldn't resolve host",
        "ENOTFOUND",
        "EAI_AGAIN",
        "ECONNREFUSED",
        "ETIMEDOUT",
        "ECONNRESET",
        "failed to download",
        "download of config.json failed",
        "Failed to fetch",
        "Temporary failure resolving",
        "Could not connect to",
        "Unable to locate package",
        "spurious network error",
    ];
    if OFFLINE.iter().any(|words| said.contains(words)) {
        return Trouble::new(
            format!("{name} could not reach its package registry."),
            "connect this computer to the network (or set the proxy or mirror of apt, npm or cargo), then start again",
        );
    }
    if said.contains("No space left on device") {
        return Trouble::new(
            format!("{name} ran out of disk space."),
            format!("free some 6 GB; {} may be removed", target().display()),
        );
    }
    if said.contains("not found") && said.contains("exec") {
        return Trouble::new(
            format!("{name} needs a program that is not installed."),
            "install the program named above",
        );
    }
    Trouble::new(format!("{name} failed."), "read what it said above")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registry_that_cannot_be_reached_is_called_that() {
        let said = "npm error code EAI_AGAIN";
        assert!(
            explain("npm", said)
                .what
                .contains("could not reach its package registry")
        );
    }

    #[test]
    fn a_module_that_cannot_be_resolved_is_not_the_network() {
        assert_eq!(
            explain("npm run build", "Could not resolve './x'").what,
            "npm run build failed."
        );
    }

    #[test]
    fn any_other_failure_points_at_what_the_tool_said() {
        assert_eq!(
            explain("npm", "boom"),
            Trouble::new("npm failed.", "read what it said above")
        );
    }
}
