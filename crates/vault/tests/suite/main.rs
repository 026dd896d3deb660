//! The vault as others use it: real SQLCipher, real files, real processes that die.

#[cfg(test)]
mod faults;
#[cfg(test)]
mod log;
#[cfg(test)]
mod nouns;
#[cfg(test)]
mod opening;
#[cfg(test)]
mod profile;
#[cfg(test)]
mod rekey;
#[cfg(test)]
mod rows;
#[cfg(test)]
mod writing;
