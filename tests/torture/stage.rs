//! One world on which processes are started, heard and killed.

use std::path::PathBuf;
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use data_encoding::HEXLOWER;
use sync::wire::OpResult;
use tempfile::TempDir;

use crate::book::Book;
use crate::checks::{self, Held, Wrong};
use crate::database::Database;
use crate::moment::Moment;
use crate::mutant::Flaw;
use crate::process::{Event, Place, Running, Who};
use crate::store::{Depth, lose_something};
use crate::template::{Folders, Template};
use crate::typist::Tells;
use crate::watch::watch;

/// Nothing here takes so long; a world in which nothing happens for it has come to a halt.
const PATIENCE: Duration = Duration::from_secs(120);

/// How a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Came {
    /// The moment to kill somebody.
    Moment,
    /// What was waited for.
    Awaited,
}

/// How something that the office ran came to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Ended {
    /// It was killed.
    Killed,
    /// By itself: whether it did all it was asked to, and what it said.
    ByItself(bool, Vec<String>),
}

/// A world.
pub(crate) struct Stage<'a> {
    pub(crate) folders: Folders,
    pub(crate) book: Book,
    pub(crate) held: Held,
    template: &'a Template,
    flaw: Option<Flaw>,
    events: Receiver<Event>,
    tells: Sender<Event>,
    typist: Option<Running>,
    clinic: Option<Running>,
    office: Option<Running>,
    /// Whether the typist has something to do that it has not said to be done.
    busy: bool,
    office_said: Vec<String>,
    /// Where the ledger is, if it is not in the clinic's folder.
    pub(crate) database: Option<Database>,
    _room: TempDir,
}

impl<'a> Stage<'a> {
    /// A world whose ledger is in PostgreSQL or in the clinic's folder.
    pub(crate) fn new(template: &'a Template, flaw: Option<Flaw>, is_in_postgres: bool) -> Self {
        let (room, folders, database) = if is_in_postgres {
            let (room, folders, database) = template.copied_in_postgres();
            (room, folders, Some(database))
        } else {
            let (room, folders) = template.copied();
            (room, folders, None)
        };
        if let Some(flaw) = flaw {
            flaw.breaks(&folders, &template.key);
        }
        if let (Some(flaw), Some(database)) = (flaw, &database) {
            flaw.breaks_database(database);
        }
        let (tells, events) = channel();
        template.relay.tells(Some(tells.clone()));
        let ledger = database
            .as_ref()
            .map_or_else(|| folders.clinic(), Database::log);
        for (place, folder) in [
            (Place::Laptop, folders.store()),
            (Place::Ledger, ledger),
            (Place::Backups, folders.backups()),
        ] {
            watch(place, &folder, &tells).unwrap();
        }
        Self {
            folders,
            book: Book::default(),
            held: Held::default(),
            template,
            flaw,
            events,
            tells,
            typist: None,
            clinic: None,
            office: None,
            busy: false,
            office_said: Vec::new(),
            database,
            _room: room,
        }
    }

    /// Clinic and typist are there, and the typist works; until it is done, or the moment has come.
    pub(crate) fn works(
        &mut self,
        seed: u64,
        acts: u32,
        moment: &mut Option<Moment>,
    ) -> Result<Came, Wrong> {
        if self.opens_the_clinic(moment)? == Came::Moment || self.sits_down(moment)? == Came::Moment
        {
            return Ok(Came::Moment);
        }
        self.asks(&format!("go {seed} {acts}"));
        self.until_done(moment)
    }

    /// Clinic and typist are there already when she is told what to do; until it is done, or the moment has come.
    pub(crate) fn does(&mut self, what: &str, moment: &mut Option<Moment>) -> Result<Came, Wrong> {
        self.opens_the_clinic(&mut None)?;
        self.sits_down(&mut None)?;
        self.asks(what);
        self.until_done(moment)
    }

    /// The laptop loses something of what it holds, while nobody has it open; false if it holds nothing yet.
    pub(crate) fn loses_something(&mut self, which: u32) -> Result<bool, Wrong> {
        self.until_done(&mut None)?;
        self.kill(Who::Typist)?;
        if !self.book.exchanged {
            return Ok(false);
        }
        let store = self.folders.store().join("store.db");
        let key = HEXLOWER.encode(&self.template.key);
        self.book.is_mended = false;
        self.book.lost = lose_something(&store, &key, which);
        Ok(self.book.lost.is_some())
    }

    /// Starts the clinic if it does not run.
    pub(crate) fn opens_the_clinic(&mut self, moment: &mut Option<Moment>) -> Result<Came, Wrong> {
        if self.clinic.is_some() {
            return Ok(Came::Awaited);
        }
        let mut serve = self.clinics_program();
        serve.args(["serve", "--listen", "127.0.0.1:0"]);
        self.clinic = Some(self.start(Who::Clinic, &mut serve)?);
        self.wait(
            moment,
            |event| matches!(event, Event::Said(Who::Clinic, line) if line.starts_with(LISTENING)),
        )
    }

    /// Starts the typist if it does not run.
    pub(crate) fn sits_down(&mut self, moment: &mut Option<Moment>) -> Result<Came, Wrong> {
        if self.typist.is_some() {
            return Ok(Came::Awaited);
        }
        let this = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut typist = Command::new(this);
        typist.arg("typist").arg(self.folders.root());
        if Flaw::tells(self.flaw) == Tells::Early {
            typist.arg("early");
        }
        self.typist = Some(self.start(Who::Typist, &mut typist)?);
        self.busy = false;
        self.wait(
            moment,
            |event| matches!(event, Event::Said(Who::Typist, line) if line == "open"),
        )
    }

    /// Gives the typist something to do.
    pub(crate) fn asks(&mut self, line: &str) {
        if let Some(typist) = &mut self.typist {
            typist.tell(line);
            self.busy = true;
        }
    }

    /// Waits until the typist is done with it, if there is one and it has anything to do.
    pub(crate) fn until_done(&mut self, moment: &mut Option<Moment>) -> Result<Came, Wrong> {
        if !self.busy {
            return Ok(Came::Awaited);
        }
        self.wait(
            moment,
            |event| matches!(event, Event::Said(Who::Typist, line) if line == "done"),
        )
    }

    /// The clinic's office runs its program by hand.
    pub(crate) fn runs(
        &mut self,
        words: &[&str],
        moment: &mut Option<Moment>,
    ) -> Result<Ended, Wrong> {
        let mut command = self.clinics_program();
        command.args(words);
        self.office_said.clear();
        self.office = Some(self.start(Who::Office, &mut command)?);
        let came = self.wait(moment, |event| matches!(event, Event::Ended(Who::Office)))?;
        if came == Came::Moment {
            self.kill(Who::Office)?;
            return Ok(Ended::Killed);
        }
        let status = self.office.take().map(|mut office| office.status());
        let is_well = matches!(status, Some(Ok(status)) if status.success());
        Ok(Ended::ByItself(is_well, self.office_said.clone()))
    }

    /// `kill -9`. What it still said before it died counts as well.
    pub(crate) fn kill(&mut self, who: Who) -> Result<(), Wrong> {
        let running = match who {
            Who::Typist => &mut self.typist,
            Who::Clinic => &mut self.clinic,
            Who::Office => &mut self.office,
        };
        let Some(mut running) = running.take() else {
            return Ok(());
        };
        running.kill();
        loop {
            let event = self.next()?;
            if matches!(event, Event::Ended(ended) if ended == who) {
                break;
            }
            // Others may end at once with it, and are missed when they are waited for.
            self.hear(&event);
        }
        match who {
            Who::Typist => {
                self.busy = false;
                if let Some(flaw) = self.flaw {
                    flaw.at_death_of_laptop(&self.folders);
                }
            }
            Who::Clinic => {
                self.template.relay.leads_to(None);
                if let Some(flaw) = self.flaw {
                    flaw.at_death_of_clinic(&self.folders);
                }
            }
            Who::Office => {}
        }
        Ok(())
    }

    /// Whether nobody has the ledger open.
    pub(crate) fn is_closed(&self) -> bool {
        self.clinic.is_none()
    }

    /// Looks at what whoever is dead has left behind.
    pub(crate) fn look(&mut self, depth: Depth) -> Result<(), Wrong> {
        if self.typist.is_none() {
            self.held = checks::laptop(&self.folders, &self.template.key, &self.book, depth)?;
        }
        match &self.database {
            Some(database) => {
                checks::database(database, &self.folders, &self.book, &self.told(), depth)
            }
            None if self.clinic.is_none() => {
                checks::ledger(&self.folders, &self.book, &self.told(), depth)
            }
            None => Ok(()),
        }
    }

    /// What the laptop was told when it was last looked at.
    fn told(&self) -> Vec<(String, String, OpResult)> {
        self.held.answered.clone()
    }

    fn start(&self, who: Who, command: &mut Command) -> Result<Running, Wrong> {
        Running::start(who, command, &self.tells)
            .map_err(|error| format!("{who:?} did not start ({error})"))
    }

    fn clinics_program(&self) -> Command {
        let mut command = Command::new(beside_this("satchel-clinic"));
        command.arg("--data").arg(self.folders.clinic());
        if let Some(database) = &self.database {
            command.env("SATCHEL_DATABASE_URL", database.url());
        }
        command
    }

    fn next(&self) -> Result<Event, Wrong> {
        let event = self.events.recv_timeout(PATIENCE);
        event.or(Err(format!(
            "nothing happened for {} seconds",
            PATIENCE.as_secs()
        )))
    }

    fn hear(&mut self, event: &Event) {
        let Event::Said(who, line) = event else {
            return;
        };
        self.book.hears(*who, line);
        match who {
            Who::Typist if line == "done" => self.busy = false,
            Who::Clinic => {
                let address = line.strip_prefix(LISTENING).and_then(|at| at.parse().ok());
                if address.is_some() {
                    self.template.relay.leads_to(address);
                }
            }
            Who::Office => self.office_said.push(line.clone()),
            Who::Typist => {}
        }
    }

    fn wait(
        &mut self,
        moment: &mut Option<Moment>,
        awaited: impl Fn(&Event) -> bool,
    ) -> Result<Came, Wrong> {
        loop {
            let event = self.next()?;
            self.hear(&event);
            if let Some(trouble) = self.book.trouble.take() {
                return Err(trouble);
            }
            if moment
                .as_mut()
                .is_some_and(|moment| moment.has_come(&event))
            {
                return Ok(Came::Moment);
            }
            if awaited(&event) {
                return Ok(Came::Awaited);
            }
            if let Event::Ended(who) = event {
                return Err(format!("{who:?} ended by itself"));
            }
        }
    }
}

impl Drop for Stage<'_> {
    fn drop(&mut self) {
        self.template.relay.tells(None);
        self.template.relay.leads_to(None);
    }
}

const LISTENING: &str = "listening on https://";

/// A program that was built with this one.
pub(crate) fn beside_this(name: &str) -> PathBuf {
    std::env::current_exe().unwrap().with_file_name(name)
}
