//! The screen's packages and its built page.

use std::path::PathBuf;
use std::process::Command;

use xtask::trouble::{Done, Trouble};

use super::stamp;
use crate::project::{Output, finish, root, tool};

const NODE_OLDEST: (u32, u32) = (20, 19);

/// Checks Node, and installs the npm packages of the lock file when it has changed.
pub(crate) fn packages() -> Done<String> {
    check_node()?;
    let ui = root().join("ui");
    let fingerprint = stamp::of(&[ui.join("package-lock.json")])?;
    let done = ui.join("node_modules/.satchel-stamp");
    if stamp::says(&done, &fingerprint) {
        return Ok(String::from("as the lock file says"));
    }
    let mut npm = tool("npm");
    npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        .current_dir(&ui);
    finish("npm ci", &npm, Output::Kept)?;
    stamp::set(&done, &fingerprint)?;
    Ok(String::from("installed"))
}

/// Builds the page when a source of it has changed.
pub(crate) fn build() -> Done<String> {
    let ui = root().join("ui");
    let sources = [
        "src",
        "public",
        "index.html",
        "package-lock.json",
        "package.json",
        "tsconfig.json",
        "vite.config.ts",
    ];
    let paths: Vec<PathBuf> = sources.iter().map(|name| ui.join(name)).collect();
    let fingerprint = stamp::of(&paths)?;
    let done = ui.join("node_modules/.satchel-page-stamp");
    if ui.join("dist/index.html").is_file() && stamp::says(&done, &fingerprint) {
        return Ok(String::from("unchanged"));
    }
    let mut npm = tool("npm");
    finish(
        "npm run build",
        npm.args(["run", "build"]).current_dir(&ui),
        Output::Kept,
    )?;
    stamp::set(&done, &fingerprint)?;
    Ok(String::from("built"))
}

fn check_node() -> Done {
    let fix = "install Node 20.19 or newer with npm (nodejs.org, or your system's packages), then start again";
    let version = Command::new("node").arg("--version").output();
    let version = version.map_err(|_| Trouble::new("Node is not installed.", fix))?;
    let version = String::from_utf8_lossy(&version.stdout).trim().to_owned();
    if is_new_enough(&version) && Command::new("npm").arg("--version").output().is_ok() {
        return Ok(());
    }
    Err(Trouble::new(
        format!("Node {version} is too old, or npm is missing."),
        fix,
    ))
}

fn is_new_enough(version: &str) -> bool {
    let mut parts = version
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    NODE_OLDEST <= found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_20_19_is_new_enough_and_18_is_not() {
        assert!(is_new_enough("v20.19.0") && is_new_enough("v24.1.0"));
        assert!(!is_new_enough("v18.20.4") && !is_new_enough("v20.9.0") && !is_new_enough(""));
    }
}
