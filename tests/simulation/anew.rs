//! Streams that are fetched anew: the feed becomes shorter, something a laptop holds is lost behind the code's back, and
//! the laptop compares itself with the clinic.

use std::rc::Rc;

use care::{DeviceId, EntityId, OpId, RecordId};
use serde_json::json;
use sync::snapshot::{AskDigests, AskSnapshots, Snapshots};
use sync::{Author, EntityState, Head, Ledger as _, StreamId, clinic, device};

use super::ground::Ground;
use super::laptop::Laptop;
use super::post::{Load, Parcel, Whole, over_the_wire};
use super::witness::{Checked, Witness, holds};
use super::world::World;

/// What ghosts are: a kind that nobody answers on a simulated day.
const GHOST: &str = "need";

/// What happens to what a laptop holds.
#[derive(Debug, Clone)]
pub(crate) enum Harm {
    /// An entity is gone.
    Entity(EntityId),
    /// The answers to one field of it are.
    Field(EntityId, String),
    /// A record is gone that the clinic has.
    Record(RecordId),
    /// Something is there that never was.
    Ghost(Box<EntityState>),
}

impl<G: Ground> World<G> {
    /// The feed of a stream begins later from now on.
    pub(crate) fn compacts(&mut self) {
        let streams: Vec<(StreamId, u64)> = self
            .book
            .feeds
            .iter()
            .filter_map(|(stream, feed)| Some((stream.clone(), feed.last()?.seq)))
            .collect();
        let Some((stream, head)) = self.dice.pick(&streams).cloned() else {
            return;
        };
        let back = self.dice.below(4);
        let floor = head.saturating_sub(u64::try_from(back).unwrap());
        self.tells(|| format!("The clinic shortens the feed of {stream} up to {floor}."));
        self.at_clinic(|tx, _| tx.raise_floor(&stream, floor).unwrap());
    }

    /// Something that a laptop holds is lost, or comes from nowhere.
    pub(crate) fn harms(&mut self, at: usize) {
        let Some((stream, harm)) = self.some_harm(at) else {
            return;
        };
        let (name, id) = (self.laptops[at].name, self.laptops[at].id);
        self.tells(|| format!("On {name}'s laptop {harm:?} of {stream} comes to harm."));
        self.ground.harms(at, &mut self.laptops[at].disk, &harm);
        self.witness.harmed.insert((id, stream));
    }

    fn some_harm(&self, at: usize) -> Option<(StreamId, Harm)> {
        let disk = &self.laptops[at].disk;
        let held: Vec<_> = disk
            .cursors
            .iter()
            .filter(|(_, cursor)| 0 < **cursor)
            .collect();
        let (stream, _) = self.dice.pick(&held)?;
        let stream = (*stream).clone();
        // Of whom a document speaks is known by nothing else on a laptop: its picture would be nobody's.
        let of_it = disk
            .entities
            .values()
            .filter(|held| held.stream == stream && held.kind != "document");
        let entities: Vec<_> = of_it.collect();
        let entity = self.dice.pick(&entities)?;
        let records = disk
            .records
            .iter()
            .filter(|(_, held)| held.stream == stream && held.received_at.is_some());
        let records: Vec<_> = records.map(|(id, _)| *id).collect();
        let harm = match self.dice.below(4) {
            0 => Harm::Entity(entity.id),
            // A ghost without its one answer would be nothing that anybody could see.
            1 if entity.kind != GHOST => {
                let fields: Vec<_> = entity.fields.keys().cloned().collect();
                Harm::Field(entity.id, self.dice.pick(&fields)?.clone())
            }
            2 => Harm::Record(*self.dice.pick(&records)?),
            _ => Harm::Ghost(Box::new(self.ghost(&stream))),
        };
        Some((stream, harm))
    }

    fn ghost(&self, stream: &StreamId) -> EntityState {
        let id = EntityId(self.dice.mint());
        let mut ghost = EntityState::new(id, stream.clone(), GHOST.to_owned());
        let head = Head {
            op: OpId(self.dice.mint()),
            value: json!("nobody said so"),
            author: Author::System("ghost".to_owned()),
            at: 0,
            saw: serde_json::Value::Null,
            agreed: Vec::new(),
        };
        ghost.fields.insert("words".to_owned(), vec![head]);
        ghost
    }

    /// A laptop asks which of what it holds the clinic holds otherwise.
    pub(crate) fn compares(&mut self, at: usize) {
        let rules = self.plan.rules;
        let asks = self.reads(at, |_, desk| device::digests(desk, rules).unwrap());
        for ask in asks.known().into_iter().flatten() {
            let name = self.laptops[at].name;
            self.tells(|| format!("{name}'s laptop compares itself with the clinic."));
            self.posts(at, Load::Whole(Whole::Compare(Rc::new(ask))));
        }
    }

    /// A laptop asks for what it fetches anew, if there is anything.
    pub(crate) fn wants(&mut self, at: usize) {
        let wanted = self.reads(at, |_, desk| device::wanted(desk).unwrap());
        if let Some(Some(wanted)) = wanted.known() {
            let (name, streams) = (self.laptops[at].name, wanted.wanted.len());
            self.tells(|| format!("{name}'s laptop asks for {streams} whole streams."));
            self.posts(at, Load::Whole(Whole::Want(Rc::new(wanted))));
        }
    }

    /// Something about whole streams arrives.
    pub(super) fn delivers_whole(&mut self, laptop: usize, life: u32, whole: Whole) -> Checked {
        let (here, seed) = (self.laptops[laptop].life == life, self.plan.seed);
        match whole {
            Whole::Compare(_) | Whole::Want(_) if !self.is_given(laptop) => Ok(()),
            Whole::Compare(ask) => {
                self.clinic_compares(laptop, life, &over_the_wire(seed, ask));
                Ok(())
            }
            Whole::Want(ask) => self.clinic_gives_whole(laptop, life, &over_the_wire(seed, ask)),
            Whole::Compared(_) | Whole::Pages(_) if !here => Ok(()),
            Whole::Compared(digested) => {
                let digested = over_the_wire(seed, digested);
                self.commits(laptop, |_, desk| device::digested(desk, &digested).unwrap());
                Ok(())
            }
            Whole::Pages(pages) => {
                let load = Load::Whole(Whole::Pages(Rc::clone(&pages)));
                self.attic.push(Parcel { laptop, life, load });
                self.takes_whole(laptop, &over_the_wire(seed, pages))
            }
        }
    }

    fn clinic_compares(&mut self, laptop: usize, life: u32, ask: &AskDigests) {
        let (asks, rules) = (self.device(laptop), self.plan.rules);
        let digested =
            self.at_clinic(|tx, _| clinic::digests(tx, asks, ask, rules).unwrap().unwrap());
        if let Some(digested) = digested {
            let differ = digested.differ.len();
            self.tells(|| format!("The clinic finds that {differ} streams differ."));
            let load = Load::Whole(Whole::Compared(Rc::new(digested)));
            self.post.push(Parcel { laptop, life, load });
        }
    }

    fn clinic_gives_whole(&mut self, laptop: usize, life: u32, ask: &AskSnapshots) -> Checked {
        let (asks, rules) = (self.device(laptop), self.plan.rules);
        // Half of the time so few that a stream takes many pages.
        let bytes = if self.dice.one_in(2) { 1 } else { usize::MAX };
        let given = self.at_clinic(|tx, _| {
            clinic::snapshots(tx, asks, ask, bytes, rules)
                .unwrap()
                .unwrap()
        });
        let Some(given) = given else {
            return Ok(());
        };
        for page in &given.pages {
            self.witness.may_be_given(asks.staff, &page.stream)?;
            self.witness.is_given_only(asks.staff, page)?;
            let seen = self
                .witness
                .ahead
                .entry((asks.id, page.stream.clone()))
                .or_default();
            *seen = page.head.max(*seen);
        }
        let (name, pages) = (self.laptops[laptop].name, given.pages.len());
        self.tells(|| format!("The clinic gives {name} pages of {pages} whole streams."));
        let load = Load::Whole(Whole::Pages(Rc::new(given)));
        self.post.push(Parcel { laptop, life, load });
        Ok(())
    }

    fn takes_whole(&mut self, laptop: usize, snapshots: &Snapshots) -> Checked {
        let rules = self.plan.rules;
        let taken = self.commits(laptop, |_, desk| {
            device::fetched(desk, snapshots, rules).unwrap()
        });
        let id = self.laptops[laptop].id;
        if let Some(fetched) = taken.kept() {
            for renewed in fetched.renewed {
                let (name, stream) = (self.laptops[laptop].name, renewed.stream);
                self.tells(|| format!("{name}'s laptop holds {stream} anew."));
                let place = (id, stream);
                self.witness.harmed.remove(&place);
                if !renewed.damaged.is_empty() {
                    // It is missing, and said to be; the next comparison finds it.
                    self.witness.harmed.insert(place);
                }
            }
        }
        self.witness
            .holds_as_it_goes(&self.laptops[laptop], &self.book)
    }
}

impl Witness {
    /// Whether what a laptop holds of a stream cannot be told from its cursor: it came to harm, or was fetched anew while
    /// the clinic went on, and the feed has not come so far.
    pub(super) fn is_in_doubt(&self, laptop: &Laptop, stream: &StreamId) -> bool {
        let place = (laptop.id, stream.clone());
        let ahead = self.ahead.get(&place).copied().unwrap_or(0);
        self.harmed.contains(&place) || laptop.disk.cursor(stream) < ahead
    }

    /// Harm has left with its member.
    pub(super) fn knows_what_is_held(&mut self, laptop: &Laptop) {
        let is_held = |device: DeviceId, stream: &StreamId| {
            device != laptop.id || laptop.disk.cursors.contains_key(stream)
        };
        self.harmed
            .retain(|(device, stream)| is_held(*device, stream));
        self.ahead
            .retain(|(device, stream), _| is_held(*device, stream));
    }

    fn may_be_given(&self, staff: care::StaffId, stream: &StreamId) -> Checked {
        let people = self.people.get(stream);
        let may =
            *stream == StreamId::Clinic || people.is_some_and(|people| people.contains(&staff));
        holds(may, "I7", || {
            format!("{stream} was given to somebody outside it")
        })
    }
}
