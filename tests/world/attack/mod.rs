//! What comes in from outside, given to whatever reads it: nothing panics, nothing is taken that cannot be written down
//! again, and what is refused is refused with a word of its own.
//!
//! Each target has good inputs of its own, made here or shipped with the release, and is run over many that are nearly
//! good. One seed is one run, always the same.

mod catalogues;
mod files;
mod mutation;
mod wire;

pub use mutation::Mutation;

/// Something that reads what comes from outside.
pub trait Target {
    /// What it is called.
    fn name(&self) -> &'static str;
    /// Inputs that it takes.
    fn good(&self) -> Vec<Vec<u8>>;
    /// Gives it one; whether it was taken.
    ///
    /// # Panics
    /// If the target does, or what it took is not what it was given.
    fn takes(&mut self, input: &[u8]) -> bool;
}

/// Every target, each as it is at its beginning.
pub fn targets() -> Vec<Box<dyn Target>> {
    vec![
        Box::new(wire::Wire),
        Box::new(wire::Packed),
        Box::new(files::Bundle::new()),
        Box::new(files::HandOverFile::new()),
        Box::new(files::SlotFile::new()),
        Box::new(files::Picture::new()),
        Box::new(catalogues::Catalogues),
    ]
}

/// Gives a target so many inputs from a seed; how many of them it took.
///
/// # Panics
/// If the target does, after the input was written where it can be looked at.
pub fn attack(target: &mut dyn Target, seed: u64, inputs: usize) -> usize {
    let (mutation, good) = (Mutation::new(seed), target.good());
    for input in &good {
        assert!(target.takes(input), "{} takes what is good", target.name());
    }
    let mut taken = 0;
    for number in 0..inputs {
        let input = mutation.changed(&good);
        let kept = Kept {
            target: target.name(),
            seed,
            number,
            input: &input,
        };
        taken += usize::from(target.takes(&input));
        std::mem::forget(kept);
    }
    taken
}

/// Says on the way down which input it was.
struct Kept<'a> {
    target: &'static str,
    seed: u64,
    number: usize,
    input: &'a [u8],
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        let Self {
            target,
            seed,
            number,
            input,
        } = self;
        let file = std::env::temp_dir().join(format!("satchel-{target}-{seed}-{number}"));
        let written = std::fs::write(&file, input);
        let place = written.map_or_else(|error| error.to_string(), |()| file.display().to_string());
        eprintln!("{target}, seed {seed}, input {number}: {place}");
    }
}
