//! A computer that two people share, killed while one starts on it, while one satchel is put away for the other, and while one
//! of them is erased.
//!
//! Whenever it dies: each opens hers with her own passphrase and with no other, finds what she had written, and one that is
//! being erased is whole or gone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use ambient::Ambient;
use clinic::{Clinic, Invitation, MINUTES_DEFAULT, Server, serve};
use sync::custody::{Declaration, DeviceStanding};
use tempfile::TempDir;

use crate::chance::Dice;
use crate::checks::Wrong;
use crate::process::{Event, Place, Running, Way, Who};
use crate::sharer::{Computer, OTHER, PEOPLE};
use crate::template::{Folders, Template, copy_whole, room, satchel};
use crate::watch::watch;

/// Three kinds of death in turn.
const KINDS: u32 = 3;
const PATIENCE: Duration = Duration::from_secs(120);
const SUPERVISOR: &str = "Ruth Amat";

/// What is broken on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SharedFlaw {
    /// What was begun to be erased is not gone on with at the next start.
    ErasingForgotten,
    /// A satchel that is begun is not marked as such.
    MakingUnmarked,
}

impl SharedFlaw {
    pub(crate) const ALL: [Self; 2] = [Self::ErasingForgotten, Self::MakingUnmarked];
}

/// A computer, its clinic, and what was said on it.
struct Desk<'a> {
    template: &'a Template,
    flaw: Option<SharedFlaw>,
    folders: Folders,
    clinic: Arc<Clinic>,
    _server: Server,
    _room: TempDir,
    events: Receiver<Event>,
    tells: Sender<Event>,
    watched: BTreeSet<PathBuf>,
    /// What each of them had written when she was told that it is kept.
    kept: BTreeMap<String, u64>,
    /// What was heard of the clinic last.
    heard: String,
    /// Whether the other one has started, and is not being erased.
    is_two: bool,
}

/// So many deaths; gives how many were in the middle of something.
pub(crate) fn plays(
    template: &Template,
    deaths: u32,
    seed: u64,
    flaw: Option<SharedFlaw>,
) -> Result<u32, Wrong> {
    let mut desk = Desk::new(template, flaw);
    let mut in_the_middle = 0;
    for death in 0..deaths {
        let dice = Dice::new(seed.wrapping_mul(1_000_033).wrapping_add(u64::from(death)));
        let outcome = match death % KINDS {
            0 => desk.dies_starting(&dice),
            1 => desk.dies_turning(&dice),
            _ => desk.dies_erasing(&dice),
        };
        let is_in_the_middle =
            outcome.map_err(|wrong| format!("shared, seed {seed}, death {death}: {wrong}"))?;
        in_the_middle += u32::from(is_in_the_middle);
    }
    Ok(in_the_middle)
}

impl<'a> Desk<'a> {
    fn new(template: &'a Template, flaw: Option<SharedFlaw>) -> Self {
        let (room, folders) = template.copied();
        let clinic = Arc::new(Clinic::open(&folders.clinic(), Ambient::system()).unwrap());
        let server = serve(Arc::clone(&clinic), SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        let (tells, events) = channel();
        template.relay.leads_to(Some(server.address()));
        template.relay.tells(Some(tells.clone()));
        Self {
            template,
            flaw,
            folders,
            clinic,
            _server: server,
            _room: room,
            events,
            tells,
            watched: BTreeSet::new(),
            kept: BTreeMap::new(),
            heard: String::new(),
            is_two: false,
        }
    }

    /// The other one starts, and dies at it; then she starts if she has not.
    fn dies_starting(&mut self, dice: &Dice) -> Result<bool, Wrong> {
        let moment = match dice.below(3) {
            0 => (Some(Way::Back), 1 + dice.below(8 * 1024)),
            _ => (None, 1 + dice.below(40)),
        };
        let line = self.starts();
        let was_killed = self.does(&line, Some(moment))?;
        let is_there = self.looks(None)?.contains(PEOPLE[1].0);
        if !is_there {
            let line = self.starts();
            self.does(&line, None)?;
        }
        self.is_two = true;
        self.does("exchanges", None)?;
        self.looks(None)?;
        Ok(was_killed)
    }

    fn dies_turning(&mut self, dice: &Dice) -> Result<bool, Wrong> {
        let was_killed = self.does("turns 3", Some((None, 1 + dice.below(60))))?;
        self.looks(None)?;
        Ok(was_killed)
    }

    /// The clinic orders the other one's to be erased, and it dies at it; then it goes on.
    fn dies_erasing(&mut self, dice: &Dice) -> Result<bool, Wrong> {
        let staff = self.clinic.find_staff(OTHER).unwrap().0;
        let by = self.clinic.find_staff(SUPERVISOR).unwrap().0;
        let mut lines = self.clinic.device_lines().unwrap().into_iter();
        let hers = lines
            .rfind(|line| line.staff == staff)
            .ok_or("she has no device")?
            .id;
        let wipe = Declaration::Wipe { even_unsent: true };
        self.clinic.declare(hers, wipe, by).unwrap();
        let before = self.folders_of_vaults();
        let was_killed = self.does("asks", Some((None, 1 + dice.below(30))))?;
        self.is_two = false;
        self.looks(Some(&before))?;
        // At the next start it goes on; then its clinic hears of it.
        self.does("asks", None)?;
        self.does("asks", None)?;
        if self.folders_of_vaults().len() != 1 || self.looks(None)?.contains(PEOPLE[1].0) {
            return Err(format!("what was to be erased is there: {}", self.heard));
        }
        let mut lines = self.clinic.device_lines().unwrap().into_iter();
        let standing = lines.find(|line| line.id == hers).map(|line| line.standing);
        if standing != Some(DeviceStanding::Wiped) {
            return Err(format!("the clinic has no receipt: {standing:?}"));
        }
        self.kept.remove(PEOPLE[1].0);
        Ok(was_killed)
    }

    fn starts(&self) -> String {
        let invitation = Invitation {
            staff: self.clinic.find_staff(OTHER).unwrap().0,
            computer: None,
            minutes: MINUTES_DEFAULT,
        };
        let code = self.clinic.make_code(&invitation).unwrap();
        format!(
            "starts https://{} {} {code}",
            self.template.relay.address(),
            self.clinic.authority().fingerprint()
        )
    }

    fn folders_of_vaults(&self) -> BTreeSet<PathBuf> {
        let all = fs::read_dir(self.folders.laptop().join("profiles"))
            .into_iter()
            .flatten();
        let paths = all.flatten().map(|entry| entry.path());
        paths.filter(|path| path.is_dir()).collect()
    }

    /// Watches every folder there is by now.
    fn watches(&mut self) {
        let laptop = self.folders.laptop();
        let fixed = [
            laptop.clone(),
            laptop.join("profiles"),
            self.folders.keyring(),
        ];
        for folder in fixed.into_iter().chain(self.folders_of_vaults()) {
            if self.watched.insert(folder.clone()) {
                // One that is being erased may be gone by now.
                watch(Place::Laptop, &folder, &self.tells).ok();
            }
        }
    }

    /// A process does it until it is done, or is killed after so many writes or bytes; whether it was killed in the middle.
    fn does(&mut self, line: &str, moment: Option<(Option<Way>, u32)>) -> Result<bool, Wrong> {
        let this = std::env::current_exe().map_err(|error| error.to_string())?;
        let mut command = Command::new(this);
        command.arg("sharer").arg(self.folders.root());
        let started = Running::start(Who::Typist, &mut command, &self.tells);
        let mut running = started.map_err(|error| error.to_string())?;
        let (mut moment, mut said) = (moment, Vec::new());
        let mut is_told = false;
        let was_killed = loop {
            let event = self.events.recv_timeout(PATIENCE);
            match event.or(Err("nothing happens any more"))? {
                Event::Said(Who::Typist, heard) if heard == "open" => {
                    self.watches();
                    running.tell(line);
                    is_told = true;
                }
                Event::Said(Who::Typist, heard) if heard == "done" => break false,
                Event::Said(_, heard) => {
                    self.hears(&heard);
                    said.push(heard);
                }
                Event::Ended(_) => {
                    return Err(format!("it ended by itself:\n{}", said.join("\n")));
                }
                Event::Wrote(_) if is_told => {
                    self.watches();
                    if comes(&mut moment, None, 1) {
                        break true;
                    }
                }
                Event::Carried(way, bytes) if is_told => {
                    let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
                    if comes(&mut moment, Some(way), bytes) {
                        break true;
                    }
                }
                Event::Wrote(_) | Event::Carried(..) => {}
            }
        };
        running.kill();
        loop {
            let event = self.events.recv_timeout(PATIENCE);
            match event.or(Err("nothing happens any more"))? {
                Event::Said(_, heard) => self.hears(&heard),
                Event::Ended(_) => break,
                Event::Wrote(_) | Event::Carried(..) => {}
            }
        }
        self.breaks();
        Ok(was_killed)
    }

    fn hears(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["kept", who, number] => {
                let number = number.parse().unwrap_or(0);
                self.kept.insert((*who).to_owned(), number);
            }
            ["started", _] => self.is_two = true,
            ["heard", ..] => line.clone_into(&mut self.heard),
            _ => {}
        }
    }

    fn breaks(&self) {
        let (folder, end) = match self.flaw {
            Some(SharedFlaw::ErasingForgotten) => (self.folders.laptop(), ".json"),
            Some(SharedFlaw::MakingUnmarked) => (self.folders.laptop().join("profiles"), ".making"),
            None => return,
        };
        for file in fs::read_dir(folder).into_iter().flatten().flatten() {
            let name = file.file_name();
            let name = name.to_string_lossy();
            if name != "card.json" && name.ends_with(end) {
                fs::remove_file(file.path()).unwrap();
            }
        }
    }

    /// Starts what the dead one left, from a copy; gives whose satchels are there. Vaults that were there before may be gone.
    fn looks(&self, before: Option<&BTreeSet<PathBuf>>) -> Result<BTreeSet<String>, Wrong> {
        let copy = room();
        let folders = Folders::at(copy.path());
        for (from, to) in [
            (self.folders.laptop(), folders.laptop()),
            (self.folders.keyring(), folders.keyring()),
        ] {
            copy_whole(&from, &to).map_err(|error| error.to_string())?;
        }
        let computer = Computer(satchel(&folders, Ambient::system()));
        let there: BTreeSet<String> = computer.everybody().into_iter().collect();
        let ([(ines, hers), (deborah, others)], vaults) = (PEOPLE, self.folders_of_vaults());
        let mut expected = vec![(ines, hers, others)];
        let may_be_gone = before.is_some() && !there.contains(deborah);
        if self.is_two || (there.contains(deborah) && !may_be_gone) {
            expected.push((deborah, others, hers));
        }
        for (who, passphrase, wrong) in expected {
            computer.takes_up(who)?;
            match computer.opens(wrong) {
                Err(code) if code == "wrong_passphrase" => {}
                other => return Err(format!("another passphrase at hers, {who}: {other:?}")),
            }
            computer
                .opens(passphrase)
                .map_err(|code| format!("{who} does not open hers: {code}"))?;
            let (written, kept) = (computer.written(who)?, self.kept.get(who).copied());
            if written < kept.unwrap_or(0) {
                return Err(format!("{who} had kept {kept:?} and finds {written}"));
            }
        }
        let known = [ines, deborah].map(str::to_owned);
        match there.iter().find(|who| !known.contains(*who)) {
            Some(who) => Err(format!("a satchel of `{who}` is nobody's, of {vaults:?}")),
            None => Ok(there),
        }
    }
}

impl Drop for Desk<'_> {
    fn drop(&mut self) {
        self.template.relay.tells(None);
        self.template.relay.leads_to(None);
    }
}

/// One event more or less until the moment has come.
fn comes(moment: &mut Option<(Option<Way>, u32)>, what: Option<Way>, count: u32) -> bool {
    let Some((awaited, left)) = moment else {
        return false;
    };
    if *awaited != what {
        return false;
    }
    *left = left.saturating_sub(count);
    *left == 0
}
