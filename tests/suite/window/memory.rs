//! What stands in the memory of a running Satchel: its own process and those of its page.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufReader, Read as _, Seek as _, SeekFrom};
use std::path::Path;

/// Bytes of a page.
const PAGE_BYTES: usize = 4096;
const PAGE: u64 = 4096;

/// The process that was started with this profile, and all that it has started.
pub(super) fn processes(profile: &Path) -> BTreeMap<u32, String> {
    let mut parents = BTreeMap::new();
    let mut names = BTreeMap::new();
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().map_while(Result::ok) {
        let Some(pid) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse().ok())
        else {
            continue;
        };
        let read = |what: &str| fs::read_to_string(entry.path().join(what)).unwrap_or_default();
        let stat = read("stat");
        let after_name = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        let parent = after_name
            .split(' ')
            .nth(1)
            .and_then(|pid| pid.parse::<u32>().ok());
        parents.insert(pid, parent);
        let name = read("comm").trim().to_owned();
        let is_it = read("cmdline").contains(profile.to_str().unwrap());
        if is_it && name.starts_with("satchel-app") {
            found.push(pid);
        }
        names.insert(pid, name);
    }
    let descends = |pid: &u32| {
        let mut at = Some(*pid);
        while let Some(pid) = at {
            if found.contains(&pid) {
                return true;
            }
            at = parents.get(&pid).copied().flatten();
        }
        false
    };
    names.into_iter().filter(|(pid, _)| descends(pid)).collect()
}

/// How often these bytes stand in a process's memory. Only pages that are there are read: a page's engine reserves many
/// gigabytes that it never touches.
pub(super) fn count(pid: u32, wanted: &[u8]) -> usize {
    let open = |what: &str| File::open(format!("/proc/{pid}/{what}")).unwrap();
    let maps = fs::read_to_string(format!("/proc/{pid}/maps")).unwrap();
    let (mut memory, mut pages) = (open("mem"), open("pagemap"));
    let writable = maps.lines().filter_map(|line| {
        let (range, rest) = line.split_once(' ')?;
        let (from, to) = range.split_once('-')?;
        let at = |text| u64::from_str_radix(text, 16).ok();
        rest.starts_with("rw")
            .then_some((at(from)? / PAGE, at(to)? / PAGE))
    });
    writable
        .map(|(from, to)| {
            let mut kept = Vec::new();
            let mut found = 0;
            for (at, is_there) in (from..to).zip(presence(&mut pages, from, to)) {
                if !is_there || !read_page(&mut memory, at, &mut kept) {
                    kept.clear();
                    continue;
                }
                found += occurrences(&kept, wanted);
                // What begins on this page may end on the next.
                kept.drain(..kept.len() - (wanted.len() - 1));
            }
            found
        })
        .sum()
}

/// Which of these pages are in memory or have been put out to disk.
fn presence(pages: &mut File, from: u64, to: u64) -> impl Iterator<Item = bool> {
    pages.seek(SeekFrom::Start(from * 8)).unwrap();
    let mut entries = BufReader::with_capacity(1 << 16, pages).take((to - from) * 8);
    std::iter::from_fn(move || {
        let mut entry = [0; 8];
        entries.read_exact(&mut entry).ok()?;
        Some(u64::from_le_bytes(entry) >> 62 != 0)
    })
}

fn read_page(memory: &mut File, at: u64, into: &mut Vec<u8>) -> bool {
    let mut page = [0; PAGE_BYTES];
    let is_read =
        memory.seek(SeekFrom::Start(at * PAGE)).is_ok() && memory.read_exact(&mut page).is_ok();
    into.extend_from_slice(&page);
    is_read
}

fn occurrences(here: &[u8], wanted: &[u8]) -> usize {
    let begins = here
        .windows(wanted.len())
        .filter(|part| part[0] == wanted[0]);
    begins.filter(|part| *part == wanted).count()
}
