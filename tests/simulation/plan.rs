//! How a day is to be, and the laptops it begins with.

use care::{DeviceId, Role, StaffId};
use ed25519_dalek::SigningKey;
use sync::custody::Told;
use sync::device::Batch;
use sync::{Mutant, Rules};

use super::dice::Dice;
use super::disk::Disk;
use super::flaw::Flaw;
use super::laptop::Laptop;
use super::words::NAMES;

/// The life of the clinic's ledger.
pub(crate) const EPOCH: &str = "first";

/// How a day is to be: its seed, and what is broken on purpose.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub(crate) seed: u64,
    pub(crate) rules: Rules,
    pub(crate) flaw: Option<Flaw>,
    /// Whether the laptops' and the clinic's clocks are wrong, wildly.
    pub(crate) clocks_wrong: bool,
    pub(crate) size: Size,
}

/// How large a day may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Size {
    /// As its seed has it; on some days a ledger or a laptop is put back, or a laptop is cloned.
    Any,
    /// Three laptops and few steps: for stores that are on a disk.
    Small,
}

impl Plan {
    pub(crate) const fn sound(seed: u64) -> Self {
        Self {
            seed,
            rules: Rules::SOUND,
            flaw: None,
            clocks_wrong: true,
            size: Size::Any,
        }
    }

    /// A day short enough for stores that are on a disk.
    pub(crate) const fn small(seed: u64) -> Self {
        Self {
            size: Size::Small,
            ..Self::sound(seed)
        }
    }

    /// A day on which one of `sync`'s rules does not hold.
    pub(crate) const fn without(mutant: Mutant, seed: u64) -> Self {
        Self {
            rules: Rules::without(mutant),
            ..Self::sound(seed)
        }
    }

    /// A day with a store that is wrong.
    pub(crate) const fn flawed(flaw: Flaw, seed: u64) -> Self {
        Self {
            flaw: Some(flaw),
            ..Self::sound(seed)
        }
    }
}

/// How large a day is, drawn from its seed: most are three laptops and an hour or two of steps, for many short days
/// find more than few long ones; some are a whole clinic, and some are long.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shape {
    /// Laptops: three to twenty.
    pub(crate) laptops: usize,
    /// Whether the first person has a second laptop.
    pub(crate) second: bool,
    /// The laptop with a newer release, if there is one.
    pub(crate) newer: Option<usize>,
    /// The laptop with an older one, if there is one.
    pub(crate) older: Option<usize>,
    /// What is put back on it, if anything is.
    pub(crate) put_back: Option<PutBack>,
    /// What else befalls it.
    pub(crate) ills: Ills,
    /// Steps before the network heals.
    pub(crate) steps: usize,
}

/// What befalls a day besides. It is drawn by dice of its own: a day on which nothing of it happens goes as it would
/// without.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ills {
    /// Laptops are reported lost, found, wanted back, or to be erased.
    pub(crate) lost: bool,
    /// Disks are full for a while.
    pub(crate) full: bool,
    /// The network changes the pieces of pictures, again and again.
    pub(crate) changed: bool,
}

impl Ills {
    /// Where something is put back laptops are lost more often: copies count for most then.
    fn drawn(fate: &Dice, put_back: Option<PutBack>) -> Self {
        let days = if put_back.is_some() { 2 } else { 4 };
        Self {
            lost: fate.one_in(days),
            full: fate.one_in(6),
            changed: fate.one_in(12),
        }
    }
}

/// How the ledger is put back on a day on which laptops are cloned and put back as well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PutBack {
    /// Whoever does it says so.
    WithAWord,
    /// Half of the time nobody says so.
    Silently,
}

/// The fewest laptops of a day.
const LAPTOPS_MIN: usize = 3;
/// Of a hundred days so many have more than three laptops, and so many of those more than six.
const CROWDED_PERCENT: usize = 20;
const FULL_PERCENT: usize = 3;
const STEPS_MIN: usize = 80;

impl Shape {
    pub(crate) fn drawn(size: Size, dice: &Dice, fate: &Dice) -> Self {
        let percent = dice.below(100);
        let laptops = if percent < FULL_PERCENT {
            7 + dice.below(14)
        } else if percent < CROWDED_PERCENT {
            4 + dice.below(3)
        } else {
            LAPTOPS_MIN
        };
        let laptops = if size == Size::Small {
            LAPTOPS_MIN
        } else {
            laptops
        };
        let long = size != Size::Small && dice.one_in(12);
        let put_back = match dice.below(8) {
            0 => Some(PutBack::WithAWord),
            1 => Some(PutBack::Silently),
            _ => None,
        };
        let put_back = put_back.filter(|_| size == Size::Any);
        Self {
            laptops,
            second: dice.one_in(4) && LAPTOPS_MIN < laptops,
            newer: dice.one_in(3).then(|| dice.below(2)),
            older: dice.one_in(4).then_some(2),
            put_back,
            ills: Ills::drawn(fate, put_back),
            steps: STEPS_MIN
                + dice.below(140)
                + if long { 240 } else { 0 }
                + 10 * (laptops - LAPTOPS_MIN),
        }
    }
}

/// The laptops of a day, with nothing on them yet and clocks that may be decades off. The third is the lead's.
pub(crate) fn laptops(plan: Plan, shape: Shape, dice: &Dice) -> Vec<Laptop> {
    let lead = if plan.seed.is_multiple_of(2) {
        Role::CareManager
    } else {
        Role::Supervisor
    };
    let first = if plan.has_a_biller() {
        plan.begins_as()
    } else {
        Role::Nurse
    };
    let roles = [first, Role::CommunityHealthWorker, lead];
    // The fourth may say who works with whom too, so that two of them disagree about it.
    let others = [Role::CareManager, Role::CommunityHealthWorker, Role::Nurse];
    let roles = roles.into_iter().chain(others.into_iter().cycle());
    let mut laptops: Vec<Laptop> = roles
        .take(shape.laptops)
        .enumerate()
        .map(|(at, role)| laptop(at, role, plan, dice))
        .collect();
    if let Some(newer) = shape.newer {
        laptops[newer].newer = true;
    }
    if let Some(older) = shape.older {
        laptops[older].older = true;
    }
    if shape.second {
        (laptops[3].staff, laptops[3].role) = (laptops[0].staff, laptops[0].role);
    }
    laptops
}

fn laptop(at: usize, role: Role, plan: Plan, dice: &Dice) -> Laptop {
    let years: i64 = 365 * 24 * 3_600_000;
    let off = [0, -30 * years, 70 * years, 3][dice.below(4)];
    Laptop {
        id: DeviceId(dice.mint()),
        staff: StaffId(dice.mint()),
        role,
        name: NAMES[at % NAMES.len()],
        newer: false,
        older: false,
        key: SigningKey::from_bytes(&dice.key()),
        disk: Disk {
            epoch: EPOCH.to_owned(),
            flaw: plan.flaw,
            ..Disk::default()
        },
        clock_off: if plan.clocks_wrong { off } else { 0 },
        said: Vec::new(),
        life: 0,
        form: None,
        lane: None,
        batch: Batch::WHOLE,
        away: false,
        full: false,
        told: Told::default(),
        emptied: None,
    }
}
