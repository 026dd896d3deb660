//! What is under way between laptops and clinic, and what a bad network makes of it.

use std::rc::Rc;

use serde::{Serialize, de::DeserializeOwned};
use sync::device::{Heard, Step};
use sync::snapshot::{AskDigests, AskSnapshots, Digested, Snapshots};
use sync::wire::{Change, ChangeItem, Gone, Noted, Park, Pull, Pulled, Push, Pushed};

use super::custody::Word;
use super::dice::Dice;
use super::ground::Ground;
use super::pictures;
use super::witness::{Checked, holds};
use super::world::World;

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
    Push(Rc<Push>),
    /// Copies of what the clinic once took, and by what they are found again.
    Again(Rc<(u64, Push)>),
    Park(Rc<Park>),
    Pull(Rc<Pull>),
    Gone(Rc<Gone>),
    /// Between a laptop and whoever looks after laptops.
    Custody(Rc<Word>),
    Whole(Whole),
    /// About a picture: what is asked, and what came back.
    Picture(Rc<(Step, Option<Heard>)>),
    Pushed(Rc<Pushed>),
    PushedAgain(Rc<(u64, Pushed)>),
    Pulled(Rc<Pulled>),
    Noted(Rc<(Gone, Noted)>),
}

impl Load {
    /// What it is, for the transcript.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Push(_) => "a push",
            Self::Again(_) => "a push of copies",
            Self::Park(_) => "a hand-over of one operation",
            Self::Pull(_) => "a pull",
            Self::Gone(_) => "an account of lost members",
            Self::Custody(word) => word.name(),
            Self::Whole(whole) => whole.name(),
            Self::Picture(picture) if picture.1.is_none() => {
                "a piece of a picture, or a question for one"
            }
            Self::Picture(_) => "the answer about a picture",
            Self::Pushed(_) => "the answer to a push",
            Self::PushedAgain(_) => "the answer to a push of copies",
            Self::Pulled(_) => "the answer to a pull",
            Self::Noted(_) => "the receipt for an account",
        }
    }

    /// Whether it is on its way back from the clinic.
    pub(crate) fn is_an_answer(&self) -> bool {
        match self {
            Self::Push(_) | Self::Again(_) | Self::Park(_) | Self::Pull(_) | Self::Gone(_) => false,
            Self::Custody(word) => word.is_an_answer(),
            Self::Whole(whole) => whole.is_an_answer(),
            Self::Picture(picture) => picture.1.is_some(),
            Self::Pushed(_) | Self::PushedAgain(_) | Self::Pulled(_) | Self::Noted(_) => true,
        }
    }

    /// Whether it can still be read when the rest of it was cut off.
    fn is_read_when_cut(&self, dice: &Dice) -> bool {
        match self {
            Self::Push(sent) => reads_cut(sent, dice),
            Self::Again(sent) => reads_cut(&Rc::new(sent.1.clone()), dice),
            Self::Park(sent) => reads_cut(sent, dice),
            Self::Pull(sent) => reads_cut(sent, dice),
            Self::Gone(sent) => reads_cut(sent, dice),
            Self::Custody(word) => reads_cut(word, dice),
            Self::Whole(whole) => whole.is_read_when_cut(dice),
            Self::Picture(picture) => picture_is_read_when_cut(picture, dice),
            Self::Pushed(sent) => reads_cut(sent, dice),
            Self::PushedAgain(sent) => reads_cut(&Rc::new(sent.1.clone()), dice),
            Self::Pulled(sent) => reads_cut(sent, dice),
            Self::Noted(sent) => reads_cut(&Rc::new(sent.1.clone()), dice),
        }
    }
}

/// What is under way about streams that are compared, and fetched anew.
#[derive(Clone)]
pub(crate) enum Whole {
    Compare(Rc<AskDigests>),
    Want(Rc<AskSnapshots>),
    Compared(Rc<Digested>),
    Pages(Rc<Snapshots>),
}

impl Whole {
    const fn is_an_answer(&self) -> bool {
        match self {
            Self::Compare(_) | Self::Want(_) => false,
            Self::Compared(_) | Self::Pages(_) => true,
        }
    }

    const fn name(&self) -> &'static str {
        match self {
            Self::Compare(_) => "a comparison",
            Self::Want(_) => "a question for whole streams",
            Self::Compared(_) => "the answer to a comparison",
            Self::Pages(_) => "pages of whole streams",
        }
    }

    fn is_read_when_cut(&self, dice: &Dice) -> bool {
        match self {
            Self::Compare(sent) => reads_cut(sent, dice),
            Self::Want(sent) => reads_cut(sent, dice),
            Self::Compared(sent) => reads_cut(sent, dice),
            Self::Pages(sent) => reads_cut(sent, dice),
        }
    }
}

fn picture_is_read_when_cut((step, heard): &(Step, Option<Heard>), dice: &Dice) -> bool {
    match (step, heard) {
        (_, Some(Heard::At(sent))) => reads_cut(&Rc::new(sent.clone()), dice),
        (_, Some(Heard::Taken(sent))) => reads_cut(&Rc::new(sent.clone()), dice),
        (_, Some(Heard::Given(sent))) => reads_cut(&Rc::new(sent.clone()), dice),
        (_, Some(Heard::Refused)) | (Step::Records, None) => false,
        (Step::Ask(sent), None) => reads_cut(&Rc::new(sent.clone()), dice),
        (Step::Send(sent), None) => reads_cut(&Rc::new(sent.clone()), dice),
        (Step::Want(sent), None) => reads_cut(&Rc::new(sent.clone()), dice),
    }
}

fn reads_cut<T: Serialize + DeserializeOwned>(sent: &Rc<T>, dice: &Dice) -> bool {
    let text = serde_json::to_string(&**sent).unwrap();
    let cut = dice.below(text.len());
    text.get(..cut)
        .is_some_and(|cut| serde_json::from_str::<T>(cut).is_ok())
}

/// As it comes out at the other end. Writing and reading JSON is most of a day's cost, so one day in ten pays it.
pub(crate) fn over_the_wire<T: Clone + Serialize + DeserializeOwned>(
    seed: u64,
    sent: Rc<T>,
) -> Rc<T> {
    if !seed.is_multiple_of(10) {
        return sent;
    }
    Rc::new(serde_json::from_str(&serde_json::to_string(&*sent).unwrap()).unwrap())
}

/// The network loses something, says it twice or once more much later, cuts it short, or tears a hole into it.
pub(crate) fn fails<G: Ground>(world: &mut World<G>) -> Checked {
    let place = world.dice.below(world.post.len());
    let whose = world.laptops[world.post[place].laptop].name;
    let what = world.post[place].load.name();
    match world.dice.below(8) {
        4 | 5 => {
            // For a laptop that has crashed since it is nothing any more.
            let late = world
                .attic
                .iter()
                .filter(|late| world.laptops[late.laptop].life == late.life);
            let late: Vec<_> = late.collect();
            if let Some(late) = world.dice.pick(&late).map(|late| (*late).clone()) {
                let whose = world.laptops[late.laptop].name;
                let what = late.load.name();
                world.tells(|| {
                    format!("The network: {what} for {whose}, long delivered, comes once more.")
                });
                world.post.push(late);
            }
        }
        0 | 1 => {
            world.tells(|| format!("The network loses {what} of {whose}."));
            world.post.swap_remove(place);
        }
        2 => {
            world.tells(|| format!("The network doubles {what} of {whose}."));
            let again = world.post[place].clone();
            world.post.push(again);
        }
        3 => {
            world.tells(|| format!("The network cuts {what} of {whose} short."));
            let cut = world.post.swap_remove(place);
            let is_read = cut.load.is_read_when_cut(&world.dice);
            holds(!is_read, "I1", || {
                format!("{what} was cut short and taken for whole")
            })?;
        }
        7 => {
            let mut loads = world.post.iter_mut().map(|parcel| &mut parcel.load);
            if loads.any(pictures::damages) {
                world.tells(|| "The network changes a piece of a picture.".to_owned());
            }
        }
        _ => {
            if !(world.dice.one_in(2) && damages(world, place)) {
                tears(world, place);
            }
        }
    }
    Ok(())
}

/// Much is carried, and the network changes a piece of it, on days on which it does so again and again.
pub(crate) fn changes_a_piece<G: Ground>(world: &mut World<G>) -> Checked {
    if !world.shape.ills.changed || !world.fate.one_in(3) {
        return Ok(());
    }
    let at = world.fate.below(world.laptops.len());
    if !world.laptops[at].away && !world.is_erased(at) {
        world.carries(at)?;
    }
    if world.fate.one_in(2) {
        return Ok(());
    }
    let mut loads = world.post.iter_mut().map(|parcel| &mut parcel.load);
    if loads.any(pictures::damages) {
        world.tells(|| "The network changes a piece of a picture.".to_owned());
    }
    Ok(())
}

/// A record that is on its way is not what was signed any more: in the feed, or in a stream that is fetched anew.
fn damages<G: Ground>(world: &mut World<G>, place: usize) -> bool {
    let Parcel { laptop, load, .. } = &mut world.post[place];
    let text = if let Load::Pulled(pulled) = load {
        let mut pages = Rc::make_mut(pulled).pages.iter_mut();
        pages.find_map(|page| page.changes.iter_mut().find_map(signed_text))
    } else if let Load::Whole(Whole::Pages(whole)) = load {
        let mut pages = Rc::make_mut(whole).pages.iter_mut();
        let record = pages.find_map(|page| page.records.first_mut());
        record.map(|one| &mut one.record.text)
    } else {
        None
    };
    let Some(text) = text else {
        return false;
    };
    text.push(' ');
    let whose = world.laptops[*laptop].name;
    world.tells(|| format!("A record comes to {whose} that is not what was signed."));
    true
}

/// The text of the record that a change brings, if it brings one.
fn signed_text(change: &mut Change) -> Option<&mut String> {
    match &mut change.item {
        ChangeItem::Record { record, .. } => Some(&mut record.text),
        ChangeItem::Entity { .. } => None,
    }
}

/// As from a reader that did not see an earlier change which was committed later.
fn tears<G: Ground>(world: &mut World<G>, place: usize) {
    let Parcel {
        laptop,
        load: Load::Pulled(pulled),
        ..
    } = &mut world.post[place]
    else {
        return;
    };
    let laptop = *laptop;
    let pulled = Rc::make_mut(pulled);
    let Some(page) = pulled.pages.iter_mut().find(|page| 1 < page.changes.len()) else {
        return;
    };
    let gone = world.dice.below(page.changes.len() - 1);
    let (stream, seq) = (page.stream.clone(), page.changes[gone].seq);
    page.changes.remove(gone);
    let whose = world.laptops[laptop].name;
    world.tells(|| {
        format!("The network tears change {seq} of {stream} out of the answer for {whose}.")
    });
}
