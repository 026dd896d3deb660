//! Everything a computer needs before Satchel can be built and opened. Each part is quick when it has been done.

pub(crate) mod binaries;
pub(crate) mod disk;
pub(crate) mod packages;
pub(crate) mod screen;
pub(crate) mod sources;
pub(crate) mod stamp;
