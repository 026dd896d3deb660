//! A process that is going to be killed, and everything that can be noticed of it meanwhile.

use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::Sender;
use std::thread;

/// Which process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// The laptop's.
    Typist,
    /// The clinic's server.
    Clinic,
    /// What the clinic's office runs by hand: a backup, a restore, the taking in of a file.
    Office,
}

/// Whose files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    /// The laptop's store.
    Laptop,
    /// The clinic's ledger.
    Ledger,
    /// The folder of the backups.
    Backups,
}

/// Which way over the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// To the clinic.
    There,
    /// From it.
    Back,
}

/// What is noticed.
#[derive(Debug)]
pub(crate) enum Event {
    /// A line.
    Said(Who, String),
    /// It has ended; there are no more lines of it.
    Ended(Who),
    /// A file was made, written, renamed or removed.
    Wrote(Place),
    /// So many bytes went over the line.
    Carried(Way, usize),
}

/// A process; dropping it kills it.
pub(crate) struct Running {
    child: Child,
    told: Option<ChildStdin>,
}

impl Running {
    /// Starts it; its lines come as events, and at last its end.
    pub(crate) fn start(
        who: Who,
        command: &mut Command,
        events: &Sender<Event>,
    ) -> std::io::Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let told = child.stdin.take();
        let (lines, last) = (events.clone(), events.clone());
        thread::spawn(move || {
            let on_the_side = {
                let lines = lines.clone();
                thread::spawn(move || err.map(|err| listen(who, err, &lines)))
            };
            if let Some(out) = out {
                listen(who, out, &lines);
            }
            // A reader that panicked has nothing more to say either.
            drop(on_the_side.join());
            last.send(Event::Ended(who)).ok();
        });
        Ok(Self { child, told })
    }

    /// Gives it a line to read. One that has ended does not hear it.
    pub(crate) fn tell(&mut self, line: &str) {
        if let Some(told) = &mut self.told {
            writeln!(told, "{line}").and_then(|()| told.flush()).ok();
        }
    }

    /// `kill -9`.
    pub(crate) fn kill(&mut self) {
        // One that has ended by itself cannot be killed; it is waited for all the same.
        self.child.kill().ok();
        self.child.wait().ok();
    }

    /// How it ended, once it has.
    pub(crate) fn status(&mut self) -> std::io::Result<ExitStatus> {
        self.child.wait()
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.kill();
    }
}

fn listen(who: Who, stream: impl Read, events: &Sender<Event>) {
    for line in BufReader::new(stream).lines().map_while(Result::ok) {
        // Reading goes on when nobody listens, or the process would stop on a full pipe.
        events.send(Event::Said(who, line)).ok();
    }
}
