//! What no single crate can test. One binary, so that it is linked once.

#[cfg(feature = "window")]
mod window;
