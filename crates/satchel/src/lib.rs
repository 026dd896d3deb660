//! The whole application, without a window.

pub mod contract;
