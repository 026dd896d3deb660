//! Processes that end when we do.
//!
//! Each one gets a process group of its own, and every group is remembered: dropping a [`Started`], leaving the
//! program, or Ctrl-C ends the process and everything it has started in turn.

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::trouble::{Done, Trouble};

/// How long a process may take to end when asked politely.
const GRACE: Duration = Duration::from_secs(5);

/// Set once everything is being stopped; whatever fails after that is not news.
static STOPPING: AtomicBool = AtomicBool::new(false);
static GROUPS: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// A process we started, with everything it starts.
#[derive(Debug)]
pub struct Started {
    name: String,
    group: u32,
    ended: Receiver<ExitStatus>,
    status: Option<ExitStatus>,
}

impl Started {
    /// Starts a process in a group of its own; its standard input is empty unless the command says otherwise.
    pub fn start(name: &str, command: &mut Command) -> Done<Self> {
        Ok(Self::start_and_read(name, command)?.0)
    }

    /// Starts a process whose standard output is read line by line from the channel.
    pub fn start_and_read(name: &str, command: &mut Command) -> Done<(Self, Receiver<String>)> {
        if is_stopping() {
            return Err(Trouble::new("Everything is being stopped.", "start again"));
        }
        let mut child = command.process_group(0).spawn().map_err(|error| {
            let program = command.get_program().to_string_lossy().into_owned();
            let fix = match error.kind() {
                std::io::ErrorKind::NotFound => {
                    format!("install {program}, or see that it is on PATH")
                }
                _ => format!("see why {program} cannot be run here"),
            };
            Trouble::new(format!("{name} did not start ({error})."), fix)
        })?;
        let group = child.id();
        lock().insert(group);
        let (lines_in, lines) = channel();
        if let Some(output) = child.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    // Reading goes on when nobody listens, or the process would stop on a full pipe.
                    lines_in.send(line).ok();
                }
            });
        }
        let (status_in, ended) = channel();
        thread::spawn(move || child.wait().map(|status| status_in.send(status)));
        let name = String::from(name);
        Ok((
            Self {
                name,
                group,
                ended,
                status: None,
            },
            lines,
        ))
    }

    /// The process's id, which is also its group's.
    pub fn id(&self) -> u32 {
        self.group
    }

    /// Waits until the process has ended.
    pub fn wait(&mut self) -> Option<ExitStatus> {
        if self.status.is_none() {
            self.status = self.ended.recv().ok();
        }
        self.status
    }

    /// Waits for the end of the process, but not longer than `limit`.
    pub fn ended_within(&mut self, limit: Duration) -> Option<ExitStatus> {
        if self.status.is_none() {
            self.status = self.ended.recv_timeout(limit).ok();
        }
        self.status
    }

    /// Looks again and again whether something has come true, until it has, the process ends, or time is up.
    pub fn ready_when(&mut self, limit: Duration, mut is_ready: impl FnMut() -> bool) -> Done {
        let deadline = Instant::now() + limit;
        while Instant::now() < deadline {
            if is_ready() {
                return Ok(());
            }
            // Waiting for its end is what paces the looking.
            if let Some(status) = self.ended_within(Duration::from_millis(25)) {
                return Err(Trouble::new(
                    format!("{} ended before it was ready ({status}).", self.name),
                    "read what it printed above, or in its log",
                ));
            }
        }
        Err(Trouble::new(
            format!("{} was not ready after {} s.", self.name, limit.as_secs()),
            "see whether the computer is very busy, then start again",
        ))
    }

    /// Asks the whole group to end, and ends it after a grace.
    pub fn stop(&mut self) {
        signal("TERM", &[self.group]);
        if self.ended_within(GRACE).is_none() {
            self.kill();
        }
        lock().remove(&self.group);
    }

    /// `kill -9`: the process and everything it started are gone at once, with nothing put in order.
    pub fn kill(&mut self) {
        signal("KILL", &[self.group]);
        self.wait();
        lock().remove(&self.group);
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Whether everything is being stopped: from now on nothing may be started.
pub fn is_stopping() -> bool {
    STOPPING.load(Ordering::SeqCst)
}

/// Ends everything that was started and not yet stopped. For Ctrl-C and for leaving early.
pub fn stop_all() {
    STOPPING.store(true, Ordering::SeqCst);
    let groups: Vec<u32> = std::mem::take(&mut *lock()).into_iter().collect();
    if groups.is_empty() {
        return;
    }
    signal("TERM", &groups);
    let list: Vec<String> = groups.iter().map(|group| format!("-{group}")).collect();
    let wait = format!(
        "for n in 1 2 3 4 5 6 7 8 9 10; do kill -s 0 -- {0} 2>/dev/null || exit 0; sleep 0.3; done; kill -s KILL -- {0}",
        list.join(" ")
    );
    shell(&wait);
}

/// Writes a process's error output (and what it prints) to a file instead of the terminal.
pub fn into_log(command: &mut Command, log: &Path) -> Done {
    let open = || -> std::io::Result<(Stdio, Stdio)> {
        if let Some(folder) = log.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let file = std::fs::File::create(log)?;
        Ok((Stdio::from(file.try_clone()?), Stdio::from(file)))
    };
    let (out, err) = open().map_err(|error| {
        let what = format!("The log {} could not be opened ({error}).", log.display());
        Trouble::new(what, "make room or make the folder writable")
    })?;
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    Ok(())
}

fn signal(signal: &str, groups: &[u32]) {
    let list: Vec<String> = groups.iter().map(|group| format!("-{group}")).collect();
    shell(&format!("kill -s {signal} -- {}", list.join(" ")));
}

/// The shell's own `kill`: the standard library has no safe call for groups, and `procps` may be missing.
fn shell(script: &str) {
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", script])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.process_group(0).status().ok();
}

fn lock() -> std::sync::MutexGuard<'static, BTreeSet<u32>> {
    GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_process_started_ends_with_it() {
        let script = "sleep 600 & echo $!; wait";
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]).stdout(Stdio::piped());
        let (mut parent, lines) = Started::start_and_read("a shell", &mut command).unwrap();
        let child = lines.recv().unwrap();
        parent.stop();
        let ended = || {
            std::fs::read_to_string(format!("/proc/{child}/stat"))
                .map_or(true, |stat| stat.contains(" Z "))
        };
        // The orphan is reaped by init in its own time; a zombie has ended.
        assert!((0..1_000_000).any(|_| ended()));
    }

    #[test]
    fn a_missing_program_is_named_with_its_fix() {
        let trouble =
            Started::start("the thing", &mut Command::new("no-such-program-here")).unwrap_err();
        assert_eq!(
            trouble.fix,
            "install no-such-program-here, or see that it is on PATH"
        );
    }
}
