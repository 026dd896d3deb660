//! Where the repository is.

use std::path::PathBuf;

/// A file no other folder has.
const MARK: &str = "src-tauri/tauri.conf.json";

/// The repository we stand in: asked when a program runs, never remembered when it is built, because what was built in
/// one clone is used in the next. Outside of any, the current folder.
pub fn root() -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let found = here.ancestors().find(|folder| folder.join(MARK).is_file());
    found.unwrap_or(&here).to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_s_tests_find_the_repository_above_them() {
        assert!(root().join("crates/xtask/src/place.rs").is_file());
    }
}
