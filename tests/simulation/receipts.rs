//! Receipts for members who have left a laptop.

use std::rc::Rc;

use sync::wire::Gone;
use sync::{clinic, device};

use super::ground::Ground;
use super::post::{Load, Parcel};
use super::witness::{Checked, Witness};
use super::world::World;

impl<G: Ground> World<G> {
    /// A laptop accounts for the members it holds no longer, if any of its accounts are due.
    pub(crate) fn accounts(&mut self, at: usize) -> Checked {
        let gone = self.reads(at, |_, desk| device::gone(desk).unwrap());
        if let Some(Some(gone)) = gone.known() {
            Witness::is_drained(&self.laptops[at], &gone)?;
            let (name, members) = (self.laptops[at].name, gone.streams.len());
            self.tells(|| format!("{name}'s laptop accounts for {members} members it has lost."));
            self.posts(at, Load::Gone(Rc::new(gone)));
        }
        Ok(())
    }

    pub(super) fn clinic_notes(&mut self, laptop: usize, life: u32, gone: &Gone) -> Checked {
        if !self.is_heard(laptop) {
            return Ok(());
        }
        let asks = self.device(laptop);
        let noted = self.at_clinic(|tx, at| clinic::gone(tx, asks, gone, at).unwrap().unwrap());
        if let Some(noted) = noted {
            let load = Load::Noted(Rc::new((gone.clone(), noted)));
            self.post.push(Parcel { laptop, life, load });
        }
        self.witness.reads(&self.book)
    }
}
