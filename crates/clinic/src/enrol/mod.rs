//! Enrolment: how a device becomes one person's.

mod code;

pub use code::Code;
