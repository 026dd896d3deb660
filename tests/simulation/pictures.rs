//! Pictures: taken, carried piece by piece behind the records, and fetched by whoever may see them.
//!
//! A few dozen bytes stand for a photograph, and pieces are as short. Some come to harm on the laptop that took them, so
//! that they are not what their name says; the network changes pieces on their way.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use care::{EntityId, GroupId, OpId};
use data_encoding::BASE64;
use serde_json::{Value, json};
use sync::device::{FileStore as _, Heard, Lane, Step, Took, Travelling, Way};
use sync::{Hash, OpBody, StreamId, Write, clinic};

use super::book::Book;
use super::dice::Dice;
use super::disk::PIECE_BYTES;
use super::ground::{Desk as _, Ground};
use super::intent::Intent;
use super::laptop::Laptop;
use super::post::{Load, Parcel};
use super::witness::{Checked, Violation, Witness, holds};
use super::world::World;

/// The most pieces of a picture.
const PIECES_MAX: usize = 3;
/// So many steps of one laptop's lane are far more than it has to make.
const STEPS_MAX: usize = 2_000;

/// What somebody took.
pub(crate) struct Picture {
    op: OpId,
    stream: StreamId,
    bytes: Vec<u8>,
    /// What is on the laptop is not what the name says.
    lies: bool,
}

/// Where the pictures of a day are known to be.
#[derive(Default)]
pub(crate) struct Pictures {
    taken: BTreeMap<Hash, Picture>,
    /// Those that the clinic has not been seen to have.
    unsettled: BTreeSet<Hash>,
    /// Those that went with a disk, before anybody else had them or after the ledger was put back.
    excused: BTreeSet<Hash>,
}

/// Somebody photographs a paper.
pub(crate) fn takes<G: Ground>(world: &mut World<G>, at: usize) {
    let Some(stream) = world.dice.pick(&world.laptops[at].members()).cloned() else {
        return;
    };
    let (bytes, lies) = (some_bytes(&world.dice), world.dice.one_in(8));
    let mut here = bytes.clone();
    if lies {
        here[0] ^= 1;
    }
    let is_consent = world.dice.one_in(3);
    let file = Travelling {
        file: Hash::of(&bytes),
        bytes: u32::try_from(bytes.len()).unwrap(),
        stream: stream.clone(),
    };
    let body = OpBody::Set {
        entity: EntityId(world.dice.mint()),
        kind: "document".to_owned(),
        fields: document(&file, is_consent),
    };
    let ids = (OpId(world.dice.mint()), GroupId(world.dice.mint()));
    let when = world.now + world.laptops[at].clock_off;
    let said = world.commits(at, |laptop, desk| {
        // Over the stores that ship it is a picture of one piece: theirs are longer.
        for (n, piece) in (0..).zip(here.chunks(desk.piece_bytes())) {
            desk.put_piece(file.file, n, piece).unwrap();
        }
        desk.send_picture(&file, is_consent);
        laptop.say(desk, (&stream, body), ids, (when, None))
    });
    if let Some(said) = said.kept() {
        let intent = Intent::by(&world.laptops[at], &said);
        let op = intent.op;
        world.has_said(at, intent);
        let taken = Picture {
            op,
            stream,
            bytes,
            lies,
        };
        let pictures = &mut world.witness.pictures;
        pictures.unsettled.insert(file.file);
        pictures.taken.insert(file.file, taken);
    }
}

fn some_bytes(dice: &Dice) -> Vec<u8> {
    let length = 1 + dice.below(PIECES_MAX * PIECE_BYTES);
    let key = dice.key();
    // No two are alike.
    let some = key.iter().cycle().take(length.max(PIECE_BYTES));
    some.copied().collect()
}

fn document(file: &Travelling, is_consent: bool) -> BTreeMap<String, Write> {
    let nothing = "00".repeat(32);
    let purpose = if is_consent { "consent" } else { "letter" };
    let fields = [
        ("purpose", json!(purpose)),
        (
            "file",
            json!({ "blob": file.file, "key": nothing, "plain": nothing, "bytes": file.bytes, "media": "image/jpeg" }),
        ),
    ];
    let write = |value| Write {
        value,
        parents: Vec::new(),
        saw: Value::Null,
    };
    let fields = fields.map(|(field, value)| (field.to_owned(), write(value)));
    fields.into_iter().collect()
}

impl<G: Ground> World<G> {
    /// A laptop's lane makes one step. One that has come to an end begins with the next one.
    pub(crate) fn carries(&mut self, at: usize) -> Checked {
        let mut lane = if let Some(lane) = self.laptops[at].lane.take() {
            lane
        } else {
            // Nobody waits for what was asked on an earlier journey.
            let is_other =
                |parcel: &Parcel| parcel.laptop != at || !matches!(parcel.load, Load::Picture(_));
            self.post.retain(is_other);
            if self.laptops[at].told.order().is_some() {
                Lane::last()
            } else {
                Lane::new(Way::There)
            }
        };
        let (rules, carried) = (self.plan.rules, lane.carried().cloned());
        let before = waits(&self.laptops[at]);
        let step = self.commits(at, |_, desk| {
            let step = lane.next(desk, rules).unwrap();
            (lane, step)
        });
        was_sent(&before, &self.laptops[at], &self.book)?;
        let Some((lane, step)) = step.known() else {
            return Ok(());
        };
        let name = self.laptops[at].name;
        match step {
            None if lane.way() == Way::There => self.laptops[at].lane = Some(Lane::new(Way::Back)),
            None => {}
            Some(Step::Records) => {
                self.laptops[at].lane = Some(lane);
                self.pushes(at);
            }
            Some(step) => {
                let is_behind = self.laptops[at].disk.outbox.is_empty();
                holds(is_behind || matches!(step, Step::Ask(_)), "I17", || {
                    "a picture goes before what is written".to_owned()
                })?;
                if lane.way() == Way::There && lane.carried() != carried.as_ref() {
                    consents_first(&self.laptops[at], &lane)?;
                }
                self.tells(|| format!("{name}'s laptop {}.", in_words(&step)));
                self.laptops[at].lane = Some(lane);
                self.posts(at, Load::Picture(Rc::new((step, None))));
            }
        }
        Ok(())
    }

    /// Everything that can be carried is, one laptop after the other.
    pub(crate) fn carries_everything(&mut self) -> Checked {
        for at in self.there() {
            for _ in 0..STEPS_MAX {
                let laptop = &self.laptops[at];
                let is_idle = laptop.lane.is_none()
                    && laptop.disk.to_send.is_empty()
                    && laptop.disk.next_to_fetch(&[]).unwrap().is_none();
                if is_idle {
                    break;
                }
                self.carries(at)?;
                self.delivers_everything()?;
                if self.laptops[at].lane.is_none() {
                    break;
                }
            }
        }
        Ok(())
    }

    /// Something about a picture arrives: at the clinic, or back at the laptop.
    pub(super) fn delivers_picture(
        &mut self,
        laptop: usize,
        life: u32,
        (step, heard): &(Step, Option<Heard>),
    ) -> Checked {
        let Some(heard) = heard else {
            let heard = self.clinic_hears_of_a_picture(laptop, step)?;
            if let Some(heard) = heard {
                let load = Load::Picture(Rc::new((step.clone(), Some(heard))));
                self.post.push(Parcel { laptop, life, load });
            }
            return Ok(());
        };
        if self.laptops[laptop].life != life {
            return Ok(());
        }
        let Some(mut lane) = self.laptops[laptop].lane.take() else {
            return Ok(());
        };
        let before = waits(&self.laptops[laptop]);
        let took = self.commits(laptop, |_, desk| {
            let took = lane.hears(desk, step, heard).unwrap();
            (lane, took)
        });
        was_sent(&before, &self.laptops[laptop], &self.book)?;
        if let Some((lane, took)) = took.known()
            && took != Took::OtherLife
        {
            self.laptops[laptop].lane = Some(lane);
        }
        Ok(())
    }

    fn clinic_hears_of_a_picture(
        &mut self,
        laptop: usize,
        step: &Step,
    ) -> Result<Option<Heard>, Violation> {
        let is_asked_for = matches!(step, Step::Want(_));
        if !self.is_heard(laptop) || (is_asked_for && !self.is_given(laptop)) {
            return Ok(Some(Heard::Refused));
        }
        let (device, rules) = (self.device(laptop), self.plan.rules);
        let heard = self.at_clinic(|tx, _| match step {
            Step::Records => Heard::Refused,
            Step::Ask(ask) => clinic::files_at(tx, device, ask, rules)
                .unwrap()
                .map_or(Heard::Refused, Heard::At),
            Step::Send(sent) => {
                let taken = clinic::take_piece(tx, device, sent, rules).unwrap();
                taken.map_or(Heard::Refused, Heard::Taken)
            }
            Step::Want(want) => {
                let given = clinic::give_piece(tx, device, want, rules).unwrap();
                let is_last = clinic::is_last_piece(tx, want).unwrap();
                let given = given.map(|given| {
                    if is_last {
                        clinic::gives_last(tx, device, (want, given), rules).unwrap()
                    } else {
                        given
                    }
                });
                given.map_or(Heard::Refused, Heard::Given)
            }
        });
        if let (Some(Heard::Given(given)), Step::Want(want)) = (&heard, step)
            && given.sealed.is_some()
        {
            let of = self.witness.pictures.taken.get(&want.file);
            let people = of.and_then(|of| self.witness.people.get(&of.stream));
            let may = people.is_some_and(|people| people.contains(&device.staff));
            holds(may, "I7", || {
                "a picture was given to somebody outside".to_owned()
            })?;
        }
        Ok(heard)
    }
}

/// A piece that is on its way is not what was sent any more; false if this is no piece.
pub(super) fn damages(load: &mut Load) -> bool {
    let Load::Picture(picture) = load else {
        return false;
    };
    let (step, heard) = Rc::make_mut(picture);
    let sealed = match (step, heard) {
        (Step::Send(sent), None) => Some(&mut sent.sealed),
        (_, Some(Heard::Given(given))) => given.sealed.as_mut(),
        _ => None,
    };
    let Some(sealed) = sealed else {
        return false;
    };
    let mut bytes = BASE64.decode(sealed.as_bytes()).unwrap();
    bytes[0] ^= 1;
    *sealed = BASE64.encode(&bytes);
    true
}

fn in_words(step: &Step) -> String {
    match step {
        Step::Records => "sends what is written first".to_owned(),
        Step::Ask(ask) => format!("asks how far the clinic is with {}", ask.files[0]),
        Step::Send(sent) => format!("sends piece {} of {}", sent.n, sent.file),
        Step::Want(want) => format!("asks for piece {} of {}", want.n, want.file),
    }
}

fn waits(laptop: &Laptop) -> Vec<Hash> {
    let waits = laptop.disk.to_send.iter();
    waits.map(|waits| waits.file.file).collect()
}

/// No consent waits behind the picture that sets out, unless it was passed over.
fn consents_first(laptop: &Laptop, lane: &Lane) -> Checked {
    let carried = lane.carried().map(|carried| carried.file);
    let mut waits = laptop.disk.to_send.iter();
    let is_one = waits.any(|waits| waits.is_consent && Some(waits.file.file) == carried);
    let mut waits = laptop.disk.to_send.iter();
    let waits = waits.any(|waits| waits.is_consent && !lane.has_passed(&waits.file));
    holds(is_one || !waits, "I17", || {
        "a consent waits behind another picture".to_owned()
    })
}

/// A laptop takes a picture for sent when the clinic has all of it, or waits for no such picture.
fn was_sent(before: &[Hash], laptop: &Laptop, book: &Book) -> Checked {
    let gone = before.iter().filter(|file| !laptop.disk.is_to_send(**file));
    for file in gone {
        holds(!book.waits_for(*file), "I13", || {
            format!("picture {file} is said to be at the clinic, and is not")
        })?;
    }
    Ok(())
}

impl Witness {
    /// Every picture is whole at the clinic, or on a laptop; and what the clinic says to be whole is what was taken.
    pub(super) fn no_picture_is_lost(&mut self, laptops: &[Laptop], book: &Book) -> Checked {
        let mut settled = Vec::new();
        for file in &self.pictures.unsettled {
            let picture = &self.pictures.taken[file];
            if let Some(there) = book.whole_picture(*file) {
                holds(there == picture.bytes, "I17", || {
                    format!("picture {file} is not what was taken, and the clinic says it is whole")
                })?;
                settled.push(*file);
                continue;
            }
            // What was handed over whole is read by nobody, so that its picture is not waited for.
            let is_excused = self.handed_over.contains(&picture.op);
            holds(
                is_excused || is_somewhere(picture, *file, laptops),
                "I17",
                || format!("picture {file} is on no disk"),
            )?;
        }
        for file in settled {
            self.pictures.unsettled.remove(&file);
        }
        Ok(())
    }

    /// A ledger or a laptop was put back: what the clinic has not got now is on a laptop, or went.
    pub(super) fn looks_for_pictures(&mut self, laptops: &[Laptop], book: &Book) {
        let Pictures {
            taken,
            unsettled,
            excused,
        } = &mut self.pictures;
        for (file, picture) in &*taken {
            let is_there = book.whole_picture(*file).is_some();
            if !is_there && is_somewhere(picture, *file, laptops) && !excused.contains(file) {
                unsettled.insert(*file);
            } else if !is_there {
                unsettled.remove(file);
                excused.insert(*file);
            }
        }
    }

    /// The pictures that nobody can carry to their end.
    fn hopeless(&self) -> Vec<Travelling> {
        let taken = self.pictures.taken.iter();
        let hopeless = taken.filter(|(file, picture)| {
            picture.lies
                || self.pictures.excused.contains(file)
                || self.handed_over.contains(&picture.op)
        });
        hopeless
            .map(|(file, picture)| Travelling {
                file: *file,
                bytes: u32::try_from(picture.bytes.len()).unwrap(),
                stream: picture.stream.clone(),
            })
            .collect()
    }

    /// Whether a laptop keeps a picture of a member who may have left it, because it is not what its name says: it is never
    /// sent, and no receipt is written while it is here.
    pub(super) fn keeps_a_damaged_one(&self, laptop: &Laptop, stream: &StreamId) -> bool {
        let mut waits = laptop.disk.to_send.iter();
        let hopeless = self.hopeless();
        waits.any(|waits| {
            waits.file.stream == *stream && hopeless.iter().any(|one| one.is(&waits.file))
        })
    }

    /// What keeps a laptop's pictures from being at rest.
    pub(super) fn picture_unrest(&self, laptop: &Laptop) -> Option<&'static str> {
        let hopeless = self.hopeless();
        let waits = laptop.disk.next_to_send(&hopeless).unwrap();
        let wanted = laptop.disk.next_to_fetch(&hopeless).unwrap();
        if waits.is_some() {
            return Some("a picture waits to be sent");
        }
        wanted.is_some().then_some("a picture is to be fetched")
    }

    /// Everything has come to rest: every laptop has the pictures of its documents, and no other.
    pub(super) fn pictures_are_settled(&self, laptop: &Laptop) -> Checked {
        let disk = &laptop.disk;
        for file in disk.pieces.keys() {
            // What was handed over whole is read by nobody, and shown by nobody's document.
            let taken = self.pictures.taken.get(file);
            let is_handed_over = taken.is_some_and(|of| self.handed_over.contains(&of.op));
            let may = disk.names(*file) || disk.is_to_send(*file) || is_handed_over;
            holds(may, "I7", || {
                format!("picture {file} is on a laptop that has no document of it")
            })?;
        }
        for (file, picture) in &self.pictures.taken {
            let is_sure = !picture.lies && !self.pictures.excused.contains(file);
            if !is_sure || !disk.names(*file) || self.handed_over.contains(&picture.op) {
                continue;
            }
            let here = disk.picture(*file, picture.bytes.len());
            holds(here.as_ref() == Some(&picture.bytes), "I17", || {
                format!("picture {file} is not on a laptop that has its document")
            })?;
        }
        Ok(())
    }
}

/// Whether a laptop has all of it, as it was taken or as it came to harm.
fn is_somewhere(picture: &Picture, file: Hash, laptops: &[Laptop]) -> bool {
    laptops.iter().any(|laptop| {
        let here = laptop.disk.picture(file, picture.bytes.len());
        here.is_some_and(|here| picture.lies || here == picture.bytes)
    })
}
