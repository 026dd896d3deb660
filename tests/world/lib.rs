//! A whole world in one process: a clinic with its server, a network with weather, satchels with their people, and a
//! clock turned by hand.
//!
//! The clinic is the real one, behind TLS on loopback; the satchels are the real ones, with a keyring in memory. Only
//! the window is missing. Helpers read as actors do things: `world.satchel("Inés Carranza")`, `world.cuts_the_network()`.

pub mod attack;
mod caller;
mod clinic;
mod clocks;
mod earlier;
mod network;
mod person;
pub mod postgres;
mod strangers;

use std::net::SocketAddr;
use std::path::Path;

use ambient::{Ambient, Fixed, Millis};
use tempfile::TempDir;

use person::Exchanges;

pub use caller::{Answer, Caller};
pub use clinic::TestClinic;
pub use clocks::Turned;
pub use network::{Network, Weather};
pub use person::{PASSPHRASE, Person};
pub use strangers::{
    Turns, captive_portal, choking_on, deaf_to, front_of, in_turn, interceptor, losing,
    of_a_later_release, out_of_date, plain_http_server, silent_after,
};
pub use xtask::place::root;

/// Tuesday, 24 November 2026, 16:00 UTC: eight in the morning where the demo clinic is.
pub const MORNING: Millis = 1_795_536_000_000;

/// A clinic, its network, and whoever has a satchel.
#[derive(Debug)]
pub struct World {
    ambient: Ambient,
    clock: Clock,
    clinic: TestClinic,
    /// Others that serve the same clinic.
    others: Vec<TestClinic>,
    network: Network,
    folder: TempDir,
}

#[derive(Debug)]
enum Clock {
    ByHand(Fixed),
    Going(Turned),
}

impl World {
    /// The demo clinic on a Tuesday morning, with a clock that only moves when told to.
    pub fn new() -> Self {
        let clock = Fixed::new(MORNING, 7);
        Self::with(clock.ambient(), Clock::ByHand(clock), None)
    }

    /// The same, with the clinic's folder on a disk of the test's choice.
    pub fn whose_clinic_is_in(folder: &Path) -> Self {
        let clock = Fixed::new(MORNING, 7);
        Self::with(clock.ambient(), Clock::ByHand(clock), Some(folder))
    }

    /// The demo clinic today, with a clock that goes by itself.
    pub fn today() -> Self {
        let clock = Turned::default();
        Self::with(clock.ambient(), Clock::Going(clock), None)
    }

    /// The demo clinic on a Tuesday morning, with its ledger in this PostgreSQL.
    pub fn in_postgres(url: &str) -> Self {
        let clock = Fixed::new(MORNING, 7);
        Self::of(clock.ambient(), Clock::ByHand(clock), |folder, ambient| {
            TestClinic::demo_in_postgres(&folder.join("clinic"), url, ambient)
        })
    }

    /// A clinic whose folder an earlier release has left, on a Tuesday morning.
    pub fn of_release(schema: &str) -> Self {
        let clock = Fixed::new(MORNING, 7);
        Self::of(clock.ambient(), Clock::ByHand(clock), |folder, ambient| {
            TestClinic::left_by_release(schema, &folder.join("clinic"), ambient)
        })
    }

    /// The same with its ledger in this PostgreSQL.
    pub fn of_release_in_postgres(schema: &str, url: &str) -> Self {
        let clock = Fixed::new(MORNING, 7);
        Self::of(clock.ambient(), Clock::ByHand(clock), |folder, ambient| {
            TestClinic::left_in_postgres(schema, url, &folder.join("clinic"), ambient)
        })
    }

    /// Somebody whose laptop an earlier release has left, locked, with work that her clinic has not got.
    pub fn satchel_of_release(&self, name: &str, release: &str) -> Person {
        Person::of_release(name, release, self)
    }

    fn with(ambient: Ambient, clock: Clock, clinics: Option<&Path>) -> Self {
        Self::of(ambient, clock, |folder, ambient| {
            let clinics = clinics.map_or_else(|| folder.join("clinic"), Path::to_path_buf);
            TestClinic::demo(&clinics, ambient)
        })
    }

    fn of(
        ambient: Ambient,
        clock: Clock,
        make: impl FnOnce(&Path, &Ambient) -> TestClinic,
    ) -> Self {
        let folder = room();
        let clinic = make(folder.path(), &ambient);
        let network = Network::to(clinic.address()).unwrap();
        Self {
            ambient,
            clock,
            clinic,
            others: Vec::new(),
            network,
            folder,
        }
    }

    /// A person of the clinic gets a satchel of her own: enrolled, opened, and caught up with the clinic.
    pub fn satchel(&self, name: &str) -> Person {
        let person = self.computer(name);
        person.enrols(self);
        person
    }

    /// A satchel of hers whose folder is on a disk of the test's choice.
    pub fn satchel_in(&self, name: &str, folder: &Path) -> Person {
        let person = Person::at(name, folder, &self.ambient, Exchanges::WhenTold);
        person.enrols(self);
        person
    }

    /// A satchel of hers on this computer, whose clock is another than the clinic's.
    pub fn satchel_by(&self, name: &str, computer: &str, ambient: &Ambient) -> Person {
        let folder = self.folder.path().join(computer);
        let person = Person::at(name, &folder, ambient, Exchanges::WhenTold);
        person.enrols(self);
        person
    }

    /// A computer that is nobody's yet.
    pub fn computer(&self, name: &str) -> Person {
        let exchanges = match &self.clock {
            Clock::ByHand(_) => Exchanges::WhenTold,
            Clock::Going(_) => Exchanges::ByItself,
        };
        Person::at(
            name,
            &self.folder.path().join(name),
            &self.ambient,
            exchanges,
        )
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The clinic.
    pub fn clinic(&self) -> &TestClinic {
        &self.clinic
    }

    /// Where the satchels find the clinic.
    pub fn address(&self) -> String {
        format!("https://{}", self.network.address())
    }

    /// The clock and the chance everybody here lives by.
    pub fn ambient(&self) -> &Ambient {
        &self.ambient
    }

    /// The network between them.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Nobody reaches the clinic from now on.
    pub fn cuts_the_network(&self) {
        self.network.turn(Weather::Cut);
    }

    /// Everybody reaches the clinic again.
    pub fn restores_the_network(&self) {
        self.network.turn(Weather::Up);
    }

    /// The clinic takes calls and never answers.
    pub fn silences_the_clinic(&self) {
        self.network.turn(Weather::Silent);
    }

    /// Where this clinic was expected, another one answers.
    pub fn leads_to(&self, other: &Self) {
        self.network.lead_to(other.clinic.address());
    }

    /// Where the clinic was expected, this stranger answers.
    pub fn leads_to_stranger(&self, stranger: SocketAddr) {
        self.network.lead_to(stranger);
    }

    /// A second server of the clinic stands beside the first, and before both one that gives each the next request.
    pub fn gets_a_second_server(&mut self) -> Turns {
        let folder = self.folder.path().join("clinic-2");
        self.others.push(self.clinic.another_server(&folder));
        let both = std::iter::once(&self.clinic).chain(&self.others);
        let turns = in_turn(&both.collect::<Vec<_>>(), self.ambient.today());
        self.leads_to_stranger(turns.address());
        turns
    }

    /// What the clinic answers at this path is lost on the way back.
    pub fn loses_answers_to(&self, path: &'static str) {
        self.leads_to_stranger(losing(&self.clinic, path, self.ambient.today()));
    }

    /// What is asked at this path does not reach the clinic.
    pub fn is_deaf_to(&self, path: &'static str) {
        self.leads_to_stranger(deaf_to(&self.clinic, path, self.ambient.today()));
    }

    /// The clinic answers again where it is expected.
    pub fn leads_home(&self) {
        self.network.lead_to(self.clinic.address());
    }

    /// The clinic's server stops, something is done to its folder, and it starts again.
    pub fn stops_the_clinic_for(&mut self, what: impl FnOnce(&Path, &Ambient)) {
        self.clinic.is_stopped_for(what);
        self.network.lead_to(self.clinic.address());
    }

    /// Time passes.
    pub fn passes(&self, millis: Millis) {
        match &self.clock {
            Clock::ByHand(clock) => clock.pass(millis),
            Clock::Going(clock) => clock.pass(millis),
        }
    }
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

/// A folder that goes with its world: in memory where the computer has such a place. A disk that is still writing what
/// was just built keeps a flush waiting for many seconds, and no world here is about that.
fn room() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        TempDir::new_in(memory)
    } else {
        TempDir::new()
    };
    made.unwrap()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_person_enrols_locks_and_opens_again_without_a_network() {
        let world = World::new();
        let ines = world.satchel("Inés Carranza");
        world.cuts_the_network();
        ines.locks();
        assert_eq!(ines.gets("session.show", json!({}))["state"], "locked");
        ines.unlocks();
        assert_eq!(ines.gets("session.show", json!({}))["state"], "open");
    }

    #[test]
    fn a_satchel_that_crashed_is_locked_and_whole() {
        let world = World::new();
        let ines = world.satchel("Inés Carranza").crashes_and_starts();
        assert_eq!(ines.gets("session.show", json!({}))["state"], "locked");
        ines.unlocks();
    }
}
