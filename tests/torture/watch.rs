//! Notices every write to a folder's files, so that somebody can be killed between two of them.

use std::io;
use std::mem::MaybeUninit;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::thread;

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};

use crate::process::{Event, Place};

const BUFFER_BYTES: usize = 16 * 1024;

/// Tells of every write until the folder is removed.
pub(crate) fn watch(place: Place, folder: &Path, events: &Sender<Event>) -> io::Result<()> {
    let kernel = inotify::init(CreateFlags::CLOEXEC)?;
    let noticed = WatchFlags::CREATE
        | WatchFlags::MODIFY
        | WatchFlags::DELETE
        | WatchFlags::MOVED_FROM
        | WatchFlags::MOVED_TO
        | WatchFlags::DELETE_SELF;
    inotify::add_watch(&kernel, folder, noticed)?;
    let events = events.clone();
    thread::spawn(move || {
        let mut buffer = [MaybeUninit::uninit(); BUFFER_BYTES];
        let mut reader = Reader::new(kernel, &mut buffer);
        while let Ok(event) = reader.next() {
            let is_over = event
                .events()
                .intersects(ReadFlags::IGNORED | ReadFlags::DELETE_SELF);
            if is_over || events.send(Event::Wrote(place)).is_err() {
                break;
            }
        }
    });
    Ok(())
}
