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
    /// Inputs that it takes.
    fn good(&self) -> Vec<Vec<u8>>;
    /// Gives it one; whether it was taken.
    ///
    /// # Panics
    /// If the target does, or what it took is not what it was given.
    fn takes(&mut self, input: &[u8]) -> bool;
}

/// What the targets are called.
pub const TARGETS: [&str; 7] = [
    "wire",
    "packed",
    "bundle",
    "hand-over",
    "slot",
    "picture",
    "catalogues",
];

/// The target that is called so, as it is at its beginning; none if there is none.
pub fn target(name: &str) -> Option<Box<dyn Target>> {
    Some(match name {
        "wire" => Box::new(wire::Wire),
        "packed" => Box::new(wire::Packed),
        "bundle" => Box::new(files::Bundle::new()),
        "hand-over" => Box::new(files::HandOverFile::new()),
        "slot" => Box::new(files::SlotFile::new()),
        "picture" => Box::new(files::Picture::new()),
        "catalogues" => Box::new(catalogues::Catalogues),
        _ => return None,
    })
}

/// Gives a target as many inputs from a seed as there is `more` time for; how many it took, and of how many.
///
/// # Panics
/// If the target does, after the input was written where it can be looked at.
pub fn attack(name: &str, seed: u64, mut more: impl FnMut(usize) -> bool) -> (usize, usize) {
    let mut target = target(name).expect("a target of this name");
    let (mutation, good) = (Mutation::new(seed), target.good());
    for (number, input) in good.iter().enumerate() {
        assert!(
            target.takes(input),
            "{name} does not take the good input {number}"
        );
    }
    let (mut taken, mut given) = (0, 0);
    while more(given) {
        let input = mutation.changed(&good);
        let kept = Kept {
            name,
            seed,
            number: given,
            input: &input,
        };
        taken += usize::from(target.takes(&input));
        std::mem::forget(kept);
        given += 1;
    }
    (taken, given)
}

/// Says on the way down which input it was.
struct Kept<'a> {
    name: &'a str,
    seed: u64,
    number: usize,
    input: &'a [u8],
}

impl Drop for Kept<'_> {
    fn drop(&mut self) {
        let Self {
            name,
            seed,
            number,
            input,
        } = self;
        let file = std::env::temp_dir().join(format!("satchel-{name}-{seed}-{number}"));
        let written = std::fs::write(&file, input);
        let place = written.map_or_else(|error| error.to_string(), |()| file.display().to_string());
        eprintln!("{name}, seed {seed}, input {number}: {place}");
    }
}
