//! Disks that forget, and disks that are full: the stores and the programs that ship, on faults that are made.

#[cfg(test)]
mod clinic_full;
#[cfg(test)]
mod exchange;
#[cfg(test)]
mod laptop_full;
#[cfg(test)]
mod power;
#[cfg(test)]
mod recorder;
#[cfg(test)]
mod small_disk;
#[cfg(test)]
mod tape;
