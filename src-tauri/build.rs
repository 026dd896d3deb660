//! Declares the two commands the page may be granted, and rebuilds the shell when the page changed.

use tauri_build::{AppManifest, Attributes};

fn main() {
    // Tauri's macro embeds the built page at compile time, and cargo cannot see that by itself.
    println!("cargo:rerun-if-changed=../ui/dist");
    let commands = AppManifest::new().commands(&["ask", "notices"]);
    if let Err(error) = tauri_build::try_build(Attributes::new().app_manifest(commands)) {
        println!("cargo:error={error:#}");
    }
}
