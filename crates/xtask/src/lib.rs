//! What the project's own commands share with the window tests: processes that never outlive us, a private
//! desktop (session bus, keyring, screen), a small `WebDriver` client, and the words the screen says.
//!
//! Depends on the standard library and `serde_json` alone, so that `cargo xtask` compiles in seconds.

pub mod desktop;
pub mod place;
pub mod process;
pub mod trouble;
pub mod webdriver;
pub mod words;
