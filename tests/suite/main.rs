//! What no single crate can test. One binary, so that it is linked once.

mod architecture;
mod day;
mod simulation;
mod stores;
#[cfg(feature = "window")]
mod window;
