//! The invariants of docs/ARCHITECTURE.md, as tests. Beside each stands a proof that it can fail.

mod code;
mod manifests;
mod papers;
mod screen;
mod tree;
