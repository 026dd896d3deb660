//! What no single crate can test. One binary, so that it is linked once.

mod architecture;
mod attacked;
mod day;
#[cfg(feature = "window")]
mod window;
