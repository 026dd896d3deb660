//! Laptops that are lost, found, wanted back, or to be erased: what a supervisor says of them, and what they do.
//!
//! How a laptop stands is the server's part, not the ledger's, and is kept beside the book here; it goes back with it. What
//! is said to a laptop is signed, and what it makes of it is the own code of `sync`. A laptop that has erased itself is there
//! no more: only its receipt is under way.

use std::collections::BTreeMap;
use std::rc::Rc;

use care::DeviceId;
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};
use sync::custody::{
    Contacted, DeviceStanding, Lease, Order, OrderKind, Pins, Report, SignedReceipt,
};

use super::ground::Ground;
use super::laptop::Laptop;
use super::post::{Load, Parcel};
use super::witness::{Checked, holds};
use super::world::World;

/// Something about laptops happens once in so many steps.
const SELDOM: usize = 5;
/// For so long a lease holds. Nobody's day is so long.
const LEASE_MILLIS: i64 = 30 * 24 * 3_600_000;

/// What the clinic has said of its laptops.
#[derive(Clone)]
pub(crate) struct Hold {
    command: SigningKey,
    stands: BTreeMap<DeviceId, Stands>,
}

impl Default for Hold {
    fn default() -> Self {
        Self {
            command: SigningKey::from_bytes(&[5; 32]),
            stands: BTreeMap::new(),
        }
    }
}

#[derive(Clone)]
struct Stands {
    standing: DeviceStanding,
    /// The number of the newest lease.
    leases: u64,
    order: Option<Order>,
}

impl Stands {
    const NEW: Self = Self {
        standing: DeviceStanding::Active,
        leases: 0,
        order: None,
    };
}

/// What is left of a laptop that has erased itself.
#[derive(Clone)]
pub(crate) struct Emptied {
    pub(super) receipt: SignedReceipt,
    /// The clinic has the receipt.
    pub(super) is_known: bool,
}

/// What is said between a laptop and whoever looks after laptops.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Word {
    /// How a laptop stands.
    Contact(Report),
    /// What it is told.
    Contacted(Box<Contacted>),
    /// It has erased itself.
    Empty(SignedReceipt),
    /// The clinic has the receipt.
    Receipted(DeviceId),
}

impl Word {
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Contact(_) => "a contact",
            Self::Contacted(_) => "the answer to a contact",
            Self::Empty(_) => "a receipt for what was erased",
            Self::Receipted(_) => "the answer to such a receipt",
        }
    }

    pub(super) const fn is_an_answer(&self) -> bool {
        match self {
            Self::Contact(_) | Self::Empty(_) => false,
            Self::Contacted(_) | Self::Receipted(_) => true,
        }
    }
}

/// Something is said of a laptop, or it makes contact, or does what it was told; on days on which such things happen.
pub(crate) fn step<G: Ground>(world: &mut World<G>) -> Checked {
    if !world.shape.ills.lost || !world.fate.one_in(SELDOM) {
        return Ok(());
    }
    let at = world.fate.below(world.laptops.len());
    match world.fate.below(8) {
        0 => {
            world.declares(at);
            Ok(())
        }
        _ if world.laptops[at].away => Ok(()),
        1..=3 => {
            world.makes_contact(at);
            Ok(())
        }
        _ => world.obeys(at),
    }
}

/// Some of those that are lost are found, the others stay lost: whatever they have goes out all the same.
pub(crate) fn comes_to_an_end<G: Ground>(world: &mut World<G>) {
    for at in 0..world.laptops.len() {
        let id = world.laptops[at].id;
        if world.hold.standing(id) == DeviceStanding::Lost
            && !world.is_to_be_erased(at)
            && world.fate.one_in(2)
        {
            world.stands(at, DeviceStanding::Active, None);
        }
    }
}

/// Everybody makes contact, and does what she is told.
pub(crate) fn goes_on<G: Ground>(world: &mut World<G>) -> Checked {
    if !world.shape.ills.lost {
        return Ok(());
    }
    for at in 0..world.laptops.len() {
        world.makes_contact(at);
        world.delivers_everything()?;
        world.obeys(at)?;
        world.delivers_everything()?;
        // What can never be sent is given up by a person.
        let laptop = &world.laptops[at];
        if laptop.told.order().is_some() && world.witness.keeps_only_hopeless_ones(laptop) {
            world.stands(at, DeviceStanding::Lost, Some(OrderKind::Wipe));
        }
    }
    Ok(())
}

impl Hold {
    fn of(&mut self, device: DeviceId) -> &mut Stands {
        self.stands.entry(device).or_insert(Stands::NEW)
    }

    fn standing(&self, device: DeviceId) -> DeviceStanding {
        let known = self.stands.get(&device);
        known.map_or(DeviceStanding::Active, |stands| stands.standing)
    }
}

impl<G: Ground> World<G> {
    /// The laptops that are there.
    pub(crate) fn there(&self) -> Vec<usize> {
        let all = 0..self.laptops.len();
        all.filter(|at| !self.is_erased(*at)).collect()
    }

    pub(crate) fn is_erased(&self, at: usize) -> bool {
        self.laptops[at].emptied.is_some()
    }

    /// Whether its person sees nothing on it.
    pub(crate) fn shows_nothing(&self, at: usize) -> bool {
        let told = &self.laptops[at].told;
        told.order().is_some() || told.lease().is_some_and(|lease| !lease.gives_time())
    }

    /// Whether the clinic takes what it sends.
    pub(crate) fn is_heard(&self, at: usize) -> bool {
        use DeviceStanding::{Active, Lost, Recalled};
        let standing = self.hold.standing(self.laptops[at].id);
        matches!(standing, Active | Lost | Recalled)
    }

    /// Whether the clinic gives it anything.
    pub(crate) fn is_given(&self, at: usize) -> bool {
        self.hold.standing(self.laptops[at].id) == DeviceStanding::Active
    }

    fn is_to_be_erased(&self, at: usize) -> bool {
        let stands = self.hold.stands.get(&self.laptops[at].id);
        stands.is_some_and(|stands| stands.order.is_some())
    }

    /// A supervisor says something of a laptop.
    fn declares(&mut self, at: usize) {
        let id = self.laptops[at].id;
        // What becomes of the work on a clone of one that is erased is another question.
        let alike = self.laptops.iter().filter(|one| one.id == id);
        if 1 < alike.count() || self.is_erased(at) {
            return;
        }
        let throw = self.fate.below(6);
        match (self.hold.standing(id), throw) {
            (DeviceStanding::Active, 0..=2) => self.stands(at, DeviceStanding::Lost, None),
            (DeviceStanding::Active | DeviceStanding::Lost, 3 | 4) => {
                self.stands(
                    at,
                    DeviceStanding::Recalled,
                    Some(OrderKind::RescueThenWipe),
                );
            }
            (DeviceStanding::Lost | DeviceStanding::Recalled, 0..=2) => {
                self.stands(at, DeviceStanding::Active, None);
            }
            (DeviceStanding::Active | DeviceStanding::Lost | DeviceStanding::Recalled, 5) => {
                self.stands(at, DeviceStanding::Lost, Some(OrderKind::Wipe));
            }
            _ => {}
        }
    }

    /// From now on a laptop stands so, and is to do this.
    fn stands(&mut self, at: usize, standing: DeviceStanding, what: Option<OrderKind>) {
        let Laptop { id, name, .. } = self.laptops[at];
        let order = what.map(|what| Order {
            id: self.fate.mint(),
            device: id,
            what,
            issued_at: self.clinics_clock(),
        });
        let stands = self.hold.of(id);
        (stands.standing, stands.order) = (standing, order);
        self.witness.stands_so(id, standing);
        self.tells(|| format!("The clinic says of {name}'s laptop: {standing:?}, {what:?}."));
    }

    fn clinics_clock(&self) -> i64 {
        if self.plan.clocks_wrong {
            -self.now
        } else {
            self.now
        }
    }

    /// The ledger was put back, and what it says of the laptops with it.
    pub(super) fn stands_as_before(&mut self) {
        let stands = self.hold.stands.iter();
        let lost = stands.filter(|(_, stands)| stands.standing != DeviceStanding::Active);
        self.witness.lost_now = lost.map(|(device, _)| *device).collect();
    }

    /// A laptop says how it stands; one that has erased itself, that it has.
    fn makes_contact(&mut self, at: usize) {
        let laptop = &self.laptops[at];
        let word = match &laptop.emptied {
            Some(emptied) if emptied.is_known => return,
            Some(emptied) => Word::Empty(emptied.receipt.clone()),
            None => Word::Contact(Report {
                lease: laptop.told.lease().map(|lease| lease.seq),
                ..Report::default()
            }),
        };
        self.posts(at, Load::Custody(Rc::new(word)));
    }

    pub(super) fn delivers_a_word(&mut self, laptop: usize, life: u32, word: &Word) -> Checked {
        let here = self.laptops[laptop].life == life;
        match word {
            Word::Contact(report) => {
                let contacted = self.at_clinic(|_, at| at);
                let contacted = contacted.and_then(|at| self.is_told(laptop, report, at));
                if let Some(contacted) = contacted {
                    let name = self.laptops[laptop].name;
                    self.tells(|| format!("The clinic says to {name}'s laptop how it stands."));
                    let load = Load::Custody(Rc::new(Word::Contacted(Box::new(contacted))));
                    self.post.push(Parcel { laptop, life, load });
                }
            }
            Word::Empty(signed) => {
                let is_kept = self.at_clinic(|_, _| ()).is_some();
                if is_kept {
                    self.takes_receipt(laptop, signed)?;
                    let id = signed.receipt.device;
                    let load = Load::Custody(Rc::new(Word::Receipted(id)));
                    self.post.push(Parcel { laptop, life, load });
                }
            }
            Word::Contacted(said) if here && !self.is_erased(laptop) => {
                let (command, full) =
                    (self.hold.command.verifying_key(), self.laptops[laptop].full);
                let one = &mut self.laptops[laptop];
                if !full {
                    let before = one.told.order().cloned();
                    let taken = one.told.take(said, &command, one.id);
                    holds(taken.is_ok() || said.order.is_some(), "I14", || {
                        "what the clinic said was not taken".to_owned()
                    })?;
                    if one.told.order() != before.as_ref() {
                        // The journey that was under way is another one now.
                        one.lane = None;
                    }
                }
                if self.shows_nothing(laptop) {
                    self.laptops[laptop].form = None;
                }
            }
            Word::Receipted(_) => {
                if let Some(emptied) = &mut self.laptops[laptop].emptied {
                    emptied.is_known = true;
                }
            }
            Word::Contacted(_) => {}
        }
        Ok(())
    }

    /// What the clinic has to say to a laptop that makes contact.
    fn is_told(&mut self, laptop: usize, report: &Report, at: i64) -> Option<Contacted> {
        let device = self.laptops[laptop].id;
        let command = self.hold.command.clone();
        let stands = self.hold.of(device);
        if stands.standing == DeviceStanding::Wiped {
            return None;
        }
        stands.leases = stands.leases.max(report.lease.unwrap_or(0)) + 1;
        let time = if stands.standing == DeviceStanding::Active {
            LEASE_MILLIS
        } else {
            0
        };
        let lease = Lease {
            device,
            seq: stands.leases,
            issued_at: at,
            until: at + time,
            pins: Pins::Allowed,
        };
        Some(Contacted {
            lease: Some(lease.sign(&command)),
            order: stands.order.map(|order| order.sign(&command)),
            command: None,
            at,
        })
    }

    /// The receipt of a laptop that has erased itself.
    fn takes_receipt(&mut self, laptop: usize, signed: &SignedReceipt) -> Checked {
        let Laptop { id, name, .. } = self.laptops[laptop];
        let known = self.witness.keys.get(&id).map(|key| signed.check(key));
        holds(matches!(known, Some(Ok(_))), "I9", || {
            "a receipt is signed by nobody".to_owned()
        })?;
        // Also if the order was taken back meanwhile, or forgotten.
        self.hold.of(id).standing = DeviceStanding::Wiped;
        self.witness.stands_so(id, DeviceStanding::Wiped);
        self.tells(|| format!("The clinic has the receipt of {name}'s laptop."));
        Ok(())
    }

    /// What keeps a laptop from being at rest.
    pub(crate) fn unrest(&self, at: usize) -> Option<String> {
        let laptop = &self.laptops[at];
        let name = laptop.name;
        if let Some(emptied) = &laptop.emptied {
            let waits = !emptied.is_known;
            return waits.then(|| format!("{name}'s laptop: its receipt has not come"));
        }
        if self.is_to_be_erased(at) {
            return Some(format!("{name}'s laptop: it has not erased itself"));
        }
        if !self.is_given(at) {
            let waits = !laptop.disk.outbox.is_empty() || self.has_copies_to_offer(at);
            return waits.then(|| format!("{name}'s laptop: it is lost, and something waits"));
        }
        if self.shows_nothing(at) {
            return Some(format!(
                "{name}'s laptop: it does not know that it was found"
            ));
        }
        self.witness.unrest(laptop, &self.book)
    }
}
