//! The floor: what this computer's disk and loopback can do at best, whatever a program does.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::thread;

use serde_json::{Value, json};

use crate::house::scratch;
use crate::stopwatch::Stopwatch;

const FLUSHES: u32 = 500;
const SENT_BYTES: usize = 512 * 1024 * 1024;

/// Seconds for one small flush to the disk, and bytes a second over loopback.
pub(crate) fn measure() -> Value {
    json!({ "flush_s": flush(), "loopback_bytes_per_s": loopback() })
}

/// A page appended and flushed, as a commit of SQLite's log is.
fn flush() -> f64 {
    let folder = scratch();
    let mut file = File::create(folder.path().join("log")).unwrap();
    let watch = Stopwatch::start();
    for _ in 0..FLUSHES {
        file.write_all(&[7; 4096]).unwrap();
        file.sync_data().unwrap();
    }
    watch.elapsed().as_secs_f64() / f64::from(FLUSHES)
}

fn loopback() -> f64 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let address = listener.local_addr().unwrap();
    let reader = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let (mut buffer, mut taken) = (vec![0; 256 * 1024], 0);
        while taken < SENT_BYTES {
            taken += stream.read(&mut buffer).unwrap();
        }
    });
    let watch = Stopwatch::start();
    let mut stream = TcpStream::connect(address).unwrap();
    let block = vec![7; 256 * 1024];
    for _ in 0..SENT_BYTES / block.len() {
        stream.write_all(&block).unwrap();
    }
    reader.join().unwrap();
    let bytes: u32 = u32::try_from(SENT_BYTES).unwrap();
    (f64::from(bytes) / watch.elapsed().as_secs_f64()).round()
}

/// Bytes that have gone over loopback since the computer started, each counted once.
pub(crate) fn loopback_bytes() -> u64 {
    let table = std::fs::read_to_string("/proc/net/dev").unwrap_or_default();
    let line = table
        .lines()
        .find_map(|line| line.trim().strip_prefix("lo:"));
    line.and_then(|line| line.split_whitespace().next())
        .and_then(|bytes| bytes.parse().ok())
        .unwrap_or_default()
}
