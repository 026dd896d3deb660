//! The paper: what was measured, on what, with what, and how it was meant.

use std::fmt::Write as _;
use std::process::Command;

use super::verdict::{Line, time};
use super::{Measured, figure, median};
use crate::project::root;

/// What the figures mean, which does not change from run to run.
const NOTES: &str = "\
## How it is measured

- **The same run.** The peer and Satchel are measured in turns, three times; the table has the medians, and the ratio is
  the median of the ratios of each turn. Nothing else should run on the computer meanwhile.
- **The peer** is PouchDB with LevelDB on the device and express-pouchdb at the clinic (`tests/bench/peer`), over plain
  HTTP, in batches of 100, its own default. It encrypts nothing, signs nothing, and does not flush each write to the disk.
- **Satchel's laptop** is the whole application behind its one door, with its encrypted store (`tests/bench`). The clinic
  is the real `satchel-clinic` in a process of its own, behind TLS 1.3, every request signed, every commit of laptop and
  clinic flushed to the disk (`synchronous = FULL`).
- **A record** is 505 bytes of JSON on both sides: a visit for the peer, a task for Satchel.
- **Pushed** means until the clinic's answer to the last operation is in the laptop's store. The journey then goes on and
  receives its own operations back; that is in the raw figures as `push_journey_s`.
- **Nothing to do** is a whole journey: a new connection, TLS, a signed pull, and the card on the outside written anew.
- **50 devices**: each holds 400 tasks and has changed 20. The peer's devices keep their stores in memory, ours encrypted
  on the disk, all fifty in one process.
- **5,000 devices** have no store; they seal, sign and send as a laptop does, each over a TLS connection of its own, all
  from one address, strewn over five minutes. They share the computer with the server.
- **The floor** is what this disk and this loopback would take for the same bytes and the same number of flushes, if
  programs took no time at all. Of each push the laptop flushes twice and the clinic once, of each pull both once, and at
  the end of each journey the laptop three times; devices without a store flush nothing. Half of the bytes of the fifty are
  counted to their pushes. For memory it is what the page caches may hold, and two records of TLS for each request at once.
- **The build** is the profile `measured`: `release`, without link-time optimisation and with 16 code-generation units,
  because that takes minutes on two cores.

**PostgreSQL** runs on the same two cores as the server and the devices, with `fsync` on and 32 MB of shared buffers. All
other measures are of SQLite.
";

/// The whole paper.
pub(super) fn write(lines: &[Line], measured: &Measured) -> String {
    let mut paper = String::from(
        "# Benchmarks\n\nWritten by `cargo xtask bench sync`; do not edit. A line that missed its target says so.\n\n",
    );
    paper.push_str("| measure | Satchel | peer | target | | floor of this computer |\n");
    paper.push_str("| --- | --- | --- | --- | --- | --- |\n");
    for Line {
        name,
        ours,
        peer,
        target,
        floor,
        met,
    } in lines
    {
        let said = if *met { "met" } else { "**missed**" };
        writeln!(
            paper,
            "| {name} | {ours} | {peer} | {target} | {said} | {floor} |"
        )
        .ok();
    }
    let journey = median(
        measured
            .records
            .iter()
            .map(|(_, ours)| figure(ours, "push_journey_s")),
    );
    let peer_mb = median(
        measured
            .records
            .iter()
            .map(|(peer, _)| figure(peer, "server_rss_mb")),
    );
    writeln!(
        paper,
        "\nThe whole journey of the 10,000, with the pull that follows: {}. The peer's server took {peer_mb:.1} MB at most.\n",
        time(journey)
    )
    .ok();
    paper.push_str(&circumstances(measured));
    paper.push_str(NOTES);
    paper.push_str("\n## Raw figures\n\n```json\n");
    for (peer, ours) in measured.records.iter().chain(&measured.storms) {
        writeln!(paper, "{peer}\n{ours}").ok();
    }
    for figures in [
        &measured.idle,
        &measured.conflicts,
        &measured.crowds[0],
        &measured.crowds[1],
        &measured.floor,
    ] {
        writeln!(paper, "{figures}").ok();
    }
    paper.push_str("```\n");
    paper
}

fn circumstances(measured: &Measured) -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let cpu = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("an unnamed processor", |name| {
            name.trim_start_matches(['\t', ' ', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let said = |program: &str, words: &[&str]| {
        let output = Command::new(program)
            .args(words)
            .current_dir(root())
            .output();
        output.map_or_else(
            |_| "unknown".to_owned(),
            |output| String::from_utf8_lossy(&output.stdout).trim().to_owned(),
        )
    };
    format!(
        "## On what\n\n- {} at commit {}; `cargo xtask bench sync`\n- {cpu}, {cores} cores, {}\n- {}, Node {}, PouchDB 9 and \
         express-pouchdb 4.2 as in `tests/bench/peer/package-lock.json`\n- one flush of a page to this disk: {}; loopback: \
         {:.1} GB/s\n\n",
        said("date", &["-u", "+%Y-%m-%d %H:%M UTC"]),
        said("git", &["rev-parse", "--short", "HEAD"]),
        said("uname", &["-sr"]),
        said("rustc", &["--version"]),
        said("node", &["--version"]),
        time(figure(&measured.floor, "flush_s")),
        figure(&measured.floor, "loopback_bytes_per_s") / 1e9,
    )
}
