//! The laptops, the clinic, and the network between them, all on one disk each and all from one seed.
//!
//! Whatever is in memory only is lost in a crash: the forms that are open, the answers under way. Whatever was
//! committed is not. Requests that had left a laptop may still arrive after it has crashed.

use std::collections::BTreeMap;
use std::rc::Rc;

use care::{DeviceId, EntityId, GroupId, MemberId, OpId, Role, StaffId};
use serde_json::{Value, json};
use sync::clinic::SystemWrite;
use sync::device::Batch;
use sync::wire::{Park, Pull, Push};
use sync::{Device, Ledger as _, StreamId, Write, clinic, device};

use super::book::Book;
use super::custody::Hold;
use super::dice::Dice;
use super::flaw::Flaw;
use super::ground::{Ends, Ground, Opening};
use super::intent::Intent;
use super::laptop::Laptop;
use super::lives::Kept;
use super::plan::{Plan, Shape, laptops};
use super::post::{Load, Parcel, over_the_wire};
use super::transcript::Transcript;
use super::witness::{Checked, Witness};
use super::words;

/// Sets a day's second dice apart from its first.
const FATE: u64 = 0x0F47_E000_0000;
/// Nobody is visited on a simulated day.
const SOON: clinic::Days = [String::new(), String::new()];

/// The whole of it.
pub(crate) struct World<G> {
    pub(crate) plan: Plan,
    pub(crate) shape: Shape,
    pub(crate) dice: Dice,
    /// For what befalls a day besides.
    pub(crate) fate: Dice,
    pub(crate) ground: G,
    pub(crate) book: Book,
    /// What the clinic has said of its laptops.
    pub(crate) hold: Hold,
    /// There is no room on the clinic's disk.
    pub(crate) is_full: bool,
    pub(crate) laptops: Vec<Laptop>,
    pub(crate) post: Vec<Parcel>,
    /// Answers that have arrived, and may arrive once more much later.
    pub(crate) attic: Vec<Parcel>,
    pub(crate) witness: Witness,
    /// What could be put back.
    pub(crate) kept: Kept,
    /// Milliseconds that have passed.
    pub(crate) now: i64,
    /// Whether nothing goes wrong any more.
    pub(crate) healed: bool,
    pub(super) transcript: Option<Transcript>,
}

/// How a local transaction of a laptop ended.
pub(crate) enum Ended<T> {
    /// It is on the disk.
    Kept(T),
    /// It is on the disk, and the laptop crashed: nobody there knows.
    KeptInVain(T),
    /// The laptop crashed before the commit, or there was no room.
    Lost,
}

impl<T> Ended<T> {
    /// What is on the disk.
    pub(crate) fn kept(self) -> Option<T> {
        match self {
            Self::Kept(done) | Self::KeptInVain(done) => Some(done),
            Self::Lost => None,
        }
    }

    /// What the laptop goes on with.
    pub(super) fn known(self) -> Option<T> {
        match self {
            Self::Kept(done) => Some(done),
            Self::KeptInVain(_) | Self::Lost => None,
        }
    }
}

impl<G: Ground> World<G> {
    /// A clinic with its people, a caseload, and nothing on the laptops yet.
    pub(crate) fn new(plan: Plan, ground: G, transcript: Option<Transcript>) -> Self {
        let dice = Dice::new(plan.seed);
        let fate = Dice::new(plan.seed ^ FATE);
        let shape = Shape::drawn(plan.size, &dice, &fate);
        let laptops = laptops(plan, shape, &dice);
        let mut world = Self {
            plan,
            shape,
            book: Book {
                flaw: plan.flaw,
                ..Book::default()
            },
            witness: Witness::new(&laptops),
            dice,
            fate,
            ground,
            hold: Hold::default(),
            is_full: false,
            laptops,
            post: Vec::new(),
            attic: Vec::new(),
            kept: Kept::default(),
            now: 0,
            healed: false,
            transcript,
        };
        world.introduces_everybody();
        let own = DeviceId(world.dice.mint());
        world.opens(own);
        world.brings_in_the_caseload();
        if plan.has_a_biller() {
            world.writes_role(plan.begins_as());
        }
        world
    }

    /// The clinic learns who its people and their laptops are.
    fn opens(&mut self, own: DeviceId) {
        let mut opening = Opening {
            laptops: &mut self.laptops,
            book: &mut self.book,
            witness: &mut self.witness,
            own,
        };
        self.ground.opens(&mut opening);
    }

    /// Everybody who may be on a team: all but the lead, each once.
    pub(crate) fn helpers(&self) -> Vec<(StaffId, Role)> {
        let lead = self.laptops[2].staff;
        let mut helpers: Vec<(StaffId, Role)> = Vec::new();
        for one in self.laptops.iter().filter(|one| one.staff != lead) {
            if helpers.iter().all(|(staff, _)| *staff != one.staff) {
                helpers.push((one.staff, one.role));
            }
        }
        helpers
    }

    /// Two members with a lead and a team, as the clinic's own systems write them.
    fn brings_in_the_caseload(&mut self) {
        let everybody = self.helpers();
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
                (
                    EntityId(self.dice.mint()),
                    "task",
                    vec![("done", json!({ "status": "to_do" }))],
                ),
            ];
            for (entity, kind, fields) in entities {
                self.imports(StreamId::Member(member), entity, kind, fields);
            }
        }
    }

    fn imports(
        &mut self,
        stream: StreamId,
        entity: EntityId,
        kind: &str,
        fields: Vec<(&str, Value)>,
    ) {
        let write = |value: Value| Write {
            value,
            parents: Vec::new(),
            saw: Value::Null,
        };
        let fields: BTreeMap<String, Write> = fields
            .into_iter()
            .map(|(field, value)| (field.to_owned(), write(value)))
            .collect();
        let (op, group) = (OpId(self.dice.mint()), GroupId(self.dice.mint()));
        self.intends(Intent::by_the_clinic(op, &stream, entity, kind, &fields));
        self.ground.at_clinic(0, &mut self.book, Ends::Kept, |tx| {
            let by_import = SystemWrite {
                op,
                device: tx.own_device().unwrap(),
                group,
                system: "import".to_owned(),
                stream,
                entity,
                kind: kind.to_owned(),
                fields,
                at: 0,
            };
            clinic::write(tx, by_import).unwrap();
        });
    }

    /// One local transaction of a laptop. It may crash before the commit or after; either loses all that is in memory.
    pub(crate) fn commits<T>(
        &mut self,
        at: usize,
        transaction: impl FnOnce(&Laptop, &mut G::Desk<'_>) -> T,
    ) -> Ended<T> {
        let is_full = self.laptops[at].full;
        let luck = if self.healed || is_full {
            9
        } else {
            self.dice.below(80)
        };
        let ends = match luck {
            _ if is_full => Ends::Refused,
            0 | 1 => Ends::Lost,
            _ => Ends::Kept,
        };
        let mut disk = std::mem::take(&mut self.laptops[at].disk);
        let laptop = &self.laptops[at];
        let act = |desk: &mut G::Desk<'_>| transaction(laptop, desk);
        let done = self.ground.at_laptop(at, &mut disk, ends, act);
        self.laptops[at].disk = disk;
        match luck {
            _ if is_full => {
                let name = self.laptops[at].name;
                self.tells(|| format!("There is no room on {name}'s laptop: nothing is kept."));
                Ended::Lost
            }
            0 | 1 => {
                self.crashes(at, "before it had kept anything");
                Ended::Lost
            }
            2 => {
                self.crashes(at, "right after it had kept it");
                Ended::KeptInVain(done)
            }
            _ => Ended::Kept(done),
        }
    }

    /// Everything in the laptop's memory is gone.
    pub(crate) fn crashes(&mut self, at: usize, when: &str) {
        let laptop = &mut self.laptops[at];
        laptop.life += 1;
        laptop.form = None;
        laptop.lane = None;
        laptop.batch = Batch::WHOLE;
        let mut disk = std::mem::take(&mut self.laptops[at].disk);
        self.ground.restarts(at, &mut disk);
        self.laptops[at].disk = disk;
        let name = self.laptops[at].name;
        self.tells(|| format!("{name}'s laptop crashes {when}."));
    }

    /// A laptop sends what waits, if anything does.
    pub(crate) fn pushes(&mut self, at: usize) {
        if self.has_copies_to_offer(at) {
            self.pushes_again(at);
            return;
        }
        let rules = self.plan.rules;
        let batch = self.laptops[at].batch;
        let push = self.commits(at, |_, desk| device::push(desk, batch, rules).unwrap());
        if let Some(Some(push)) = push.known() {
            let (name, ops) = (self.laptops[at].name, push.ops.len());
            self.tells(|| format!("{name}'s laptop sends {ops} operations."));
            self.posts(at, Load::Push(Rc::new(push)));
        }
    }

    /// A laptop hands its oldest operation over whole, as if it had failed alone too often.
    pub(crate) fn parks(&mut self, at: usize) {
        let Some(oldest) = self.laptops[at].disk.outbox.first().map(|said| said.op.id) else {
            return;
        };
        let park = self.commits(at, |_, desk| device::park(desk).unwrap());
        if let Some(Some(park)) = park.known() {
            self.witness.handed_over.insert(oldest);
            let name = self.laptops[at].name;
            self.tells(|| format!("{name}'s laptop hands {oldest} over whole."));
            self.posts(at, Load::Park(Rc::new(park)));
        }
    }

    /// A laptop asks for what is new.
    pub(crate) fn pulls(&mut self, at: usize) {
        let pull = self.reads(at, |_, desk| device::pull(desk).unwrap());
        if let Some(pull) = pull.known() {
            let name = self.laptops[at].name;
            self.tells(|| format!("{name}'s laptop asks for news."));
            self.posts(at, Load::Pull(Rc::new(pull)));
        }
    }

    pub(super) fn posts(&mut self, laptop: usize, load: Load) {
        let life = self.laptops[laptop].life;
        self.post.push(Parcel { laptop, life, load });
    }

    /// Whatever lies at this place of the post arrives.
    pub(crate) fn delivers(&mut self, place: usize) -> Checked {
        let parcel = self.post.swap_remove(place);
        let Parcel { laptop, life, .. } = parcel;
        let (here, seed) = (self.laptops[laptop].life == life, self.plan.seed);
        match parcel.load {
            Load::Push(push) => self.clinic_takes(laptop, life, &over_the_wire(seed, push)),
            Load::Again(copies) => self.clinic_takes_again(laptop, life, &copies),
            Load::Park(park) => self.clinic_keeps(laptop, life, &over_the_wire(seed, park)),
            Load::Pull(pull) => self.clinic_gives(laptop, life, &over_the_wire(seed, pull)),
            Load::Gone(gone) => self.clinic_notes(laptop, life, &over_the_wire(seed, gone)),
            Load::Custody(word) => self.delivers_a_word(laptop, life, &over_the_wire(seed, word)),
            Load::Whole(whole) => self.delivers_whole(laptop, life, whole),
            Load::Picture(picture) => self.delivers_picture(laptop, life, &picture),
            Load::Pushed(_) | Load::PushedAgain(_) | Load::Pulled(_) | Load::Noted(_) if !here => {
                Ok(())
            }
            Load::PushedAgain(answer) => {
                let (id, pushed) = &*answer;
                self.commits(laptop, |_, desk| {
                    device::replayed(desk, *id, pushed).unwrap()
                });
                Ok(())
            }
            Load::Noted(noted) => {
                let (gone, noted) = &*noted;
                self.commits(laptop, |_, desk| {
                    device::gone_noted(desk, gone, noted).unwrap()
                });
                Ok(())
            }
            Load::Pushed(pushed) => {
                let pushed = over_the_wire(seed, pushed);
                let rules = self.plan.rules;
                self.commits(laptop, |_, desk| {
                    device::pushed(desk, &pushed, rules).unwrap()
                });
                self.witness
                    .hears_as_it_goes(&self.laptops[laptop], &self.book)
            }
            Load::Pulled(pulled) => {
                self.attic.push(Parcel {
                    laptop,
                    life,
                    load: Load::Pulled(Rc::clone(&pulled)),
                });
                let (pulled, rules) = (over_the_wire(seed, pulled), self.plan.rules);
                let taken = self.commits(laptop, |_, desk| {
                    device::pulled(desk, &pulled, rules).unwrap()
                });
                if let (name, Some(taken)) = (self.laptops[laptop].name, taken.kept()) {
                    self.tells(|| {
                        format!(
                            "{name}'s laptop takes {} changes; {} members leave it.",
                            taken.changes, taken.left
                        )
                    });
                }
                self.completes(laptop);
                self.witness.has_left(&self.laptops[laptop]);
                self.witness.knows_what_is_held(&self.laptops[laptop]);
                self.witness
                    .holds_as_it_goes(&self.laptops[laptop], &self.book)
            }
        }
    }

    /// One transaction of the clinic; it may go down before the commit, or after it and before the answer. Nothing if
    /// nobody is answered.
    pub(super) fn at_clinic<T>(&mut self, act: impl FnOnce(&mut G::Tx<'_>, i64) -> T) -> Option<T> {
        let received_at = if self.plan.clocks_wrong {
            -self.now
        } else {
            self.now
        };
        if self.is_full {
            self.refuses_for_want_of_room(|tx| act(tx, received_at));
            return None;
        }
        let luck = if self.healed { 9 } else { self.dice.below(24) };
        let ends = if luck == 1 { Ends::Lost } else { Ends::Kept };
        let done = self
            .ground
            .at_clinic(self.now, &mut self.book, ends, |tx| act(tx, received_at));
        if luck == 1 || luck == 2 {
            self.ground.clinic_restarts(&mut self.book);
        }
        let answers_early = self.plan.flaw == Some(Flaw::AnswersEarly);
        match luck {
            1 => self.tells(|| "The clinic goes down before it has kept anything.".to_owned()),
            2 => self.tells(|| "The clinic goes down before it has answered.".to_owned()),
            _ => {}
        }
        ((luck != 1 || answers_early) && luck != 2).then_some(done)
    }

    fn clinic_takes(&mut self, laptop: usize, life: u32, push: &Push) -> Checked {
        if !self.is_heard(laptop) {
            return Ok(());
        }
        let (from, rules) = (self.device(laptop), self.plan.rules);
        self.notices_a_push(from, push);
        let is_given = self.is_given(laptop);
        let pushed = self.at_clinic(|tx, at| {
            let pushed = if is_given {
                clinic::push(tx, from, push, at, rules)
            } else {
                clinic::quarantine(tx, from, push, at, rules)
            };
            pushed.unwrap().unwrap()
        });
        if let Some(pushed) = pushed {
            self.tells_answers(laptop, &pushed.answers);
            let load = Load::Pushed(Rc::new(pushed));
            self.post.push(Parcel { laptop, life, load });
        }
        self.witness.reads(&self.book)
    }

    fn clinic_keeps(&mut self, laptop: usize, life: u32, park: &Park) -> Checked {
        if !self.is_heard(laptop) {
            return Ok(());
        }
        let from = self.device(laptop);
        let pushed = self.at_clinic(|tx, at| clinic::park(tx, from, park, at).unwrap().unwrap());
        if let Some(pushed) = pushed {
            self.tells_answers(laptop, &pushed.answers);
            let load = Load::Pushed(Rc::new(pushed));
            self.post.push(Parcel { laptop, life, load });
        }
        self.witness.reads(&self.book)
    }

    fn clinic_gives(&mut self, laptop: usize, life: u32, pull: &Pull) -> Checked {
        if !self.is_given(laptop) {
            return Ok(());
        }
        let (asks, rules) = (self.device(laptop), self.plan.rules);
        self.notices_a_pull(asks, pull);
        self.witness.hears(asks, pull);
        let pulled = self.at_clinic(|tx, _| {
            let quiet = clinic::nothing_new(tx, asks, pull).unwrap();
            quiet.unwrap_or_else(|| {
                let pulled = clinic::pull(tx, asks, pull, &SOON, rules);
                pulled.unwrap().unwrap()
            })
        });
        let Some(pulled) = pulled else {
            return Ok(());
        };
        self.witness.knows_masks(&self.book);
        self.witness.may_be_sent(asks.staff, &pulled)?;
        self.witness.is_shown_only(asks.staff, &pulled)?;
        let (name, pages, left) = (self.laptops[laptop].name, pulled.pages.len(), pulled.left);
        self.tells(|| {
            format!("The clinic answers {name}: news of {pages} streams, {left} changes left.")
        });
        let load = Load::Pulled(Rc::new(pulled));
        self.post.push(Parcel { laptop, life, load });
        Ok(())
    }

    pub(crate) fn device(&self, at: usize) -> Device {
        let Laptop { id, staff, .. } = self.laptops[at];
        Device { id, staff }
    }
}
