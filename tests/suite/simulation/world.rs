//! Three laptops, one clinic, and the network between them, all on one disk each and all from one seed.
//!
//! Whatever is in memory only is lost in a crash: the forms that are open, the answers under way. Whatever was
//! committed is not. Requests that had left a laptop may still arrive after it has crashed.

use std::collections::BTreeMap;

use care::{DeviceId, EntityId, GroupId, MemberId, OpId, Role, StaffId};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use sync::clinic::SystemWrite;
use sync::device::Batch;
use sync::wire::{Gone, Noted, Pull, Pulled, Push, Pushed};
use sync::{Device, StreamId, Write, clinic, device};

use super::book::Book;
use super::dice::Dice;
use super::disk::{Disk, Flaw};
use super::intent::Intent;
use super::laptop::Laptop;
use super::plan::{Plan, laptop};
use super::witness::{Checked, Witness};
use super::words;

/// Something under way.
#[derive(Clone)]
pub(crate) struct Parcel {
    pub(crate) laptop: usize,
    /// The laptop's life that asked.
    pub(crate) life: u32,
    pub(crate) load: Load,
}

/// What is under way.
#[derive(Clone)]
pub(crate) enum Load {
    Push(Push),
    Pull(Pull),
    Gone(Gone),
    Pushed(Pushed),
    Pulled(Pulled),
    Noted(Gone, Noted),
}

/// The whole of it.
pub(crate) struct World {
    pub(crate) plan: Plan,
    pub(crate) dice: Dice,
    pub(crate) book: Book,
    pub(crate) laptops: Vec<Laptop>,
    pub(crate) post: Vec<Parcel>,
    /// Answers that have arrived, and may arrive once more much later.
    pub(crate) attic: Vec<Parcel>,
    pub(crate) witness: Witness,
    /// Milliseconds that have passed.
    pub(crate) now: i64,
    /// Whether nothing goes wrong any more.
    pub(crate) healed: bool,
}

impl World {
    /// A clinic with three people, a caseload, and nothing on the laptops yet.
    pub(crate) fn new(plan: Plan) -> Self {
        let dice = Dice::new(plan.seed);
        let lead = if plan.seed.is_multiple_of(2) {
            Role::CareManager
        } else {
            Role::Supervisor
        };
        let roles = [Role::Nurse, Role::CommunityHealthWorker, lead];
        let laptops: Vec<Laptop> = roles
            .into_iter()
            .map(|role| laptop(role, plan, &dice))
            .collect();
        let mut book = Book {
            epoch: "first".to_owned(),
            flaw: plan.flaw,
            ..Book::default()
        };
        for person in &laptops {
            book.roles.insert(person.staff, person.role);
            let key = sync::proof::public_key_text(&person.key.verifying_key());
            book.keys.insert(person.id, key);
            book.owners.insert(person.id, person.staff);
        }
        let witness = Witness::new(&laptops);
        let mut world = Self {
            plan,
            dice,
            book,
            laptops,
            post: Vec::new(),
            attic: Vec::new(),
            witness,
            now: 0,
            healed: false,
        };
        world.brings_in_the_caseload();
        world
    }

    /// Two members with a lead and a team, as the clinic's own systems write them.
    fn brings_in_the_caseload(&mut self) {
        let system = DeviceId(self.dice.mint());
        self.book.own_device = Some(system);
        let everybody: Vec<(StaffId, Role)> = self.laptops[..2]
            .iter()
            .map(|one| (one.staff, one.role))
            .collect();
        for team in [&everybody[..], &everybody[..1]] {
            let member = MemberId(self.dice.mint());
            let lead = words::leads(self.laptops[2].staff);
            let entities = [
                (member.into(), "member", vec![("risk", json!("low"))]),
                (
                    EntityId(self.dice.mint()),
                    "episode",
                    vec![("leads", lead), ("team", words::team(team))],
                ),
                (
                    EntityId(self.dice.mint()),
                    "goal",
                    vec![("barrier", json!("rain"))],
                ),
            ];
            for (entity, kind, fields) in entities {
                let write = |value: Value| Write {
                    value,
                    parents: Vec::new(),
                    saw: Value::Null,
                };
                let fields: BTreeMap<String, Write> = fields
                    .into_iter()
                    .map(|(field, value)| (field.to_owned(), write(value)))
                    .collect();
                let op = OpId(self.dice.mint());
                let stream = StreamId::Member(member);
                self.witness
                    .intends(Intent::by_the_clinic(op, &stream, entity, kind, &fields));
                let by_import = SystemWrite {
                    op,
                    device: system,
                    group: GroupId(self.dice.mint()),
                    system: "import".to_owned(),
                    stream,
                    entity,
                    kind: kind.to_owned(),
                    fields,
                    at: 0,
                };
                clinic::write(&mut self.book, by_import).unwrap();
            }
        }
    }

    /// One local transaction of a laptop; false if it crashed before the commit, which loses all that is in memory.
    pub(crate) fn commits<T>(
        &mut self,
        at: usize,
        transaction: impl FnOnce(&Laptop, &mut Disk) -> T,
    ) -> Option<T> {
        let laptop = &self.laptops[at];
        let mut disk = laptop.disk.clone();
        let done = transaction(laptop, &mut disk);
        if !self.healed && self.dice.one_in(40) {
            self.crashes(at);
            return None;
        }
        self.laptops[at].disk = disk;
        Some(done)
    }

    /// Everything in the laptop's memory is gone.
    pub(crate) fn crashes(&mut self, at: usize) {
        let laptop = &mut self.laptops[at];
        laptop.life += 1;
        laptop.form = None;
        laptop.batch = Batch::WHOLE;
    }

    /// A laptop sends what waits, if anything does.
    pub(crate) fn pushes(&mut self, at: usize) {
        let rules = self.plan.rules;
        let batch = self.laptops[at].batch;
        let push = self.commits(at, |_, disk| device::push(disk, batch, rules).unwrap());
        if let Some(Some(push)) = push {
            self.posts(at, Load::Push(push));
        }
    }

    /// A laptop asks for what is new.
    pub(crate) fn pulls(&mut self, at: usize) {
        let pull = device::pull(&self.laptops[at].disk).unwrap();
        self.posts(at, Load::Pull(pull));
    }

    /// A laptop accounts for the members it holds no longer, if any of its accounts are due.
    pub(crate) fn accounts(&mut self, at: usize) -> Checked {
        if let Some(gone) = device::gone(&self.laptops[at].disk).unwrap() {
            Witness::is_drained(&self.laptops[at], &gone)?;
            self.posts(at, Load::Gone(gone));
        }
        Ok(())
    }

    fn posts(&mut self, laptop: usize, load: Load) {
        let life = self.laptops[laptop].life;
        self.post.push(Parcel { laptop, life, load });
    }

    /// Whatever lies at this place of the post arrives.
    pub(crate) fn delivers(&mut self, place: usize) -> Checked {
        let Parcel { laptop, life, load } = self.post.swap_remove(place);
        let here = self.laptops[laptop].life == life;
        match load {
            Load::Push(push) => self.clinic_takes(laptop, life, &self.over_the_wire(push)),
            Load::Pull(pull) => {
                let asks = self.device(laptop);
                let pull = self.over_the_wire(pull);
                self.witness.hears(asks, &pull);
                let quiet = clinic::nothing_new(&self.book, asks, &pull).unwrap();
                let pulled = quiet
                    .unwrap_or_else(|| clinic::pull(&mut self.book, asks, &pull).unwrap().unwrap());
                self.witness.may_be_sent(asks.staff, &pulled)?;
                self.post.push(Parcel {
                    laptop,
                    life,
                    load: Load::Pulled(pulled),
                });
                Ok(())
            }
            Load::Gone(gone) => {
                let (asks, gone) = (self.device(laptop), self.over_the_wire(gone));
                let noted = clinic::gone(&mut self.book, asks, &gone).unwrap().unwrap();
                let load = Load::Noted(gone, noted);
                self.post.push(Parcel { laptop, life, load });
                Ok(())
            }
            Load::Pushed(_) | Load::Pulled(_) | Load::Noted(..) if !here => Ok(()),
            Load::Noted(gone, noted) => {
                self.commits(laptop, |_, disk| {
                    device::gone_noted(disk, &gone, &noted).unwrap()
                });
                Ok(())
            }
            Load::Pushed(pushed) => {
                let pushed = self.over_the_wire(pushed);
                let rules = self.plan.rules;
                self.commits(laptop, |_, disk| {
                    device::pushed(disk, &pushed, rules).unwrap()
                });
                self.witness
                    .holds_what_it_should(&self.laptops[laptop], &self.book)
            }
            Load::Pulled(pulled) => {
                self.attic.push(Parcel {
                    laptop,
                    life,
                    load: Load::Pulled(pulled.clone()),
                });
                let (pulled, rules) = (self.over_the_wire(pulled), self.plan.rules);
                self.commits(laptop, |_, disk| {
                    device::pulled(disk, &pulled, rules).unwrap()
                });
                self.witness.has_left(&self.laptops[laptop]);
                self.witness
                    .holds_what_it_should(&self.laptops[laptop], &self.book)
            }
        }
    }

    /// The clinic takes a push in one transaction; it may go down before the commit, or after it and before the answer.
    fn clinic_takes(&mut self, laptop: usize, life: u32, push: &Push) -> Checked {
        let mut book = self.book.clone();
        let received_at = if self.plan.clocks_wrong {
            -self.now
        } else {
            self.now
        };
        let taken = clinic::push(
            &mut book,
            self.device(laptop),
            push,
            received_at,
            self.plan.rules,
        );
        let pushed = taken.unwrap().unwrap();
        let down = if self.healed { 0 } else { self.dice.below(24) };
        let answers_early = self.plan.flaw == Some(Flaw::AnswersEarly);
        if down != 1 {
            self.book = book;
        }
        if (down != 1 || answers_early) && down != 2 {
            self.post.push(Parcel {
                laptop,
                life,
                load: Load::Pushed(pushed),
            });
        }
        self.witness.reads(&self.book)
    }

    /// As it comes out at the other end. Writing and reading JSON is most of a day's cost, so one day in ten pays it.
    fn over_the_wire<T: Serialize + DeserializeOwned>(&self, sent: T) -> T {
        if !self.plan.seed.is_multiple_of(10) {
            return sent;
        }
        serde_json::from_str(&serde_json::to_string(&sent).unwrap()).unwrap()
    }

    pub(crate) fn device(&self, at: usize) -> Device {
        let Laptop { id, staff, .. } = self.laptops[at];
        Device { id, staff }
    }
}
