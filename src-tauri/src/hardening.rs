//! Closes the side doors before anything else runs: environment, core dumps, panic texts.
//!
//! Several environment variables let any program of the same user look into a running WebView. A
//! variable can only be removed safely before threads exist, so the process starts itself once more
//! without them.

use std::io::Write as _;
use std::os::unix::process::CommandExt as _;
use std::process::Command;

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

/// Variables that open the page, its traffic or this process to others.
const REMOVED: &[&str] = &[
    #[cfg(not(feature = "automation"))]
    "TAURI_WEBVIEW_AUTOMATION",
    #[cfg(not(feature = "automation"))]
    "TAURI_AUTOMATION",
    // WebKitWebDriver reaches the page through the inspector's server, so a test build keeps it.
    #[cfg(not(feature = "automation"))]
    "WEBKIT_INSPECTOR_SERVER",
    "WEBKIT_INSPECTOR_HTTP_SERVER",
    "GTK_MODULES",
    "LD_PRELOAD",
    "SSLKEYLOGFILE",
];

/// Starts clean or does not start: returns only in a process without the side doors.
pub(crate) fn begin() {
    std::panic::set_hook(Box::new(|panic| {
        // The text of a panic may quote a note, so only the place in the source is told.
        let place = panic
            .location()
            .map_or_else(String::new, |at| format!(" at {}:{}", at.file(), at.line()));
        drop(writeln!(std::io::stderr(), "Satchel: a defect{place}"));
    }));
    if REMOVED.iter().any(|name| std::env::var_os(name).is_some()) {
        start_again_without(REMOVED);
    }
    // Both only fail on kernels that do not know them; then there is no such door to close.
    set_dumpable_behavior(DumpableBehavior::NotDumpable).ok();
    setrlimit(
        Resource::Core,
        Rlimit {
            current: Some(0),
            maximum: Some(0),
        },
    )
    .ok();
}

fn start_again_without(names: &[&str]) {
    let mut again = Command::new("/proc/self/exe");
    again.args(std::env::args_os().skip(1));
    for name in names {
        again.env_remove(name);
    }
    // Returns only if the kernel refused. Going on would mean running with the doors open.
    let refused = again.exec();
    drop(writeln!(
        std::io::stderr(),
        "Satchel: could not start with a clean environment ({}).",
        refused.kind()
    ));
    std::process::exit(1);
}
