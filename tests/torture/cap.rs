//! The clinic's programs under a cap on memory: the largest requests there may be, all at once, and what is larger than
//! any may be. Each is served or refused, and the process lives.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;
use std::pin::Pin;
use std::process::Command;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::Poll;
use std::time::Duration;

use ambient::Ambient;
use clinic::{Clinic, Invitation, MINUTES_DEFAULT};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use sync::limits::{PUSH_BYTES_MAX, PUSH_OPS_MAX, REQUEST_BYTES_MAX};
use sync::wire::Push;
use sync::{PACKED, packed};
use world::{Answer, Caller};

use crate::checks::Wrong;
use crate::process::{Event, Running, Who};
use crate::stage::beside_this;
use crate::template::{WHO, bundles, room};

/// Of memory a process may write to, the stacks of its threads with it. Addresses alone cost nothing, and the allocator
/// sets aside a gigabyte of them.
const CAP_MEBIBYTES: u64 = 512;
/// And so much may really be in memory at once, in the server and in an import.
const PEAK_MEBIBYTES_MAX: u64 = 256;
const PATIENCE: Duration = Duration::from_secs(120);
/// So many devices push at once, each as much as one push may hold.
const DEVICES: usize = 48;
const OPS_FAR_TOO_MANY: usize = 10_000;
/// So many of the server's last lines are shown when something is wrong.
const LINES_SHOWN: usize = 12;
/// What a few bytes unpack to that every device sends at once.
const UNPACKED_BYTES: usize = 64 * 1024 * 1024;
/// What a bomb among the bundles unpacks to.
const BOMB_BYTES: usize = 48 * 1024 * 1024;
/// Every bundle so many times, under names of their own.
const IMPORTS: usize = 2;

/// Runs both programs under the cap; gives what they took.
pub(crate) fn under_a_cap() -> Result<String, Wrong> {
    let folder = room();
    let (server, import) = (serves(folder.path())?, imports(folder.path())?);
    for (name, peak) in [("the server", server), ("an import", import)] {
        if PEAK_MEBIBYTES_MAX < peak {
            return Err(format!("{name} had {peak} MiB in memory"));
        }
    }
    Ok(format!(
        "Under a cap of {CAP_MEBIBYTES} MiB: the server had at most {server} MiB in memory, an import {import} MiB"
    ))
}

/// A program of the clinic that gets no more memory.
fn capped(words: &[&str], events: &Sender<Event>) -> Result<Running, Wrong> {
    let mut command = Command::new("/bin/sh");
    let cap = format!("ulimit -d {}; exec \"$0\" \"$@\"", CAP_MEBIBYTES * 1024);
    command
        .args(["-c", &cap])
        .arg(beside_this("satchel-clinic"))
        .args(words);
    Running::start(Who::Clinic, &mut command, events).map_err(|error| error.to_string())
}

/// The most a process has had in memory at once so far, in mebibytes.
fn peak(running: &Running) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", running.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kibibytes.div_ceil(1024))
}

/// The next line; none when it has ended.
fn line(events: &Receiver<Event>) -> Result<Option<String>, Wrong> {
    match events.recv_timeout(PATIENCE) {
        Ok(Event::Said(_, line)) => Ok(Some(line)),
        Ok(Event::Ended(_) | Event::Wrote(_) | Event::Carried(..)) => Ok(None),
        Err(_) => Err("it says nothing any more".to_owned()),
    }
}

fn serves(folder: &Path) -> Result<u64, Wrong> {
    let data = folder.join("clinic");
    let clinic = Clinic::open(&data, Ambient::system()).unwrap();
    clinic.import(&bundles()[0]).unwrap();
    clinic.write_demo().unwrap();
    let ca_pem = clinic.authority().pem().to_owned();
    let invitation = Invitation {
        staff: clinic.find_staff(WHO).unwrap().0,
        computer: None,
        minutes: MINUTES_DEFAULT,
    };
    let codes: Vec<String> = (0..DEVICES)
        .map(|_| clinic.make_code(&invitation).unwrap().to_string())
        .collect();
    drop(clinic);
    let (tells, events) = channel();
    let data = data.to_string_lossy().into_owned();
    let server = capped(
        &["--data", &data, "serve", "--listen", "127.0.0.1:0"],
        &tells,
    )?;
    let address = loop {
        let said = line(&events)?.ok_or("the server ended")?;
        if let Some(address) = said.strip_prefix("listening on ") {
            break address.to_owned();
        }
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let asked = runtime.block_on(everything(&address, &ca_pem, &codes));
    let most = peak(&server);
    drop(server);
    let asked = asked.and_then(|()| most.ok_or_else(|| "the server died".to_owned()));
    asked.map_err(|why| {
        let mut said = Vec::new();
        while let Ok(Some(line)) = line(&events) {
            said.push(line);
        }
        let last = said.len().saturating_sub(LINES_SHOWN);
        format!("{why}\n{}", said.split_off(last).join("\n"))
    })
}

/// A request on its way.
type Asking<'a> = Pin<Box<dyn Future<Output = Answer> + 'a>>;

/// All that is asked of the server.
async fn everything(address: &str, ca_pem: &str, codes: &[String]) -> Result<(), Wrong> {
    let mut callers = Vec::new();
    for code in codes {
        callers.push(Caller::enrolled(address, ca_pem, code).await);
    }
    let mut pushes = Vec::new();
    for caller in &mut callers {
        let (op, member) = caller.meets();
        let mut push = Push {
            epoch: caller.epoch.clone(),
            tally: None,
            ops: vec![op],
        };
        // As many of the largest as fit into one push.
        let large = 100 * 1024;
        let mut room = PUSH_BYTES_MAX - push.ops[0].len();
        while large + 2048 < room {
            let op = caller.adds(member, large);
            room -= op.len();
            push.ops.push(op);
        }
        pushes.push(push);
    }
    let all = callers.iter().zip(&pushes);
    let asked =
        all.map(|(caller, push)| -> Asking<'_> { Box::pin(caller.asks("/sync/push", push)) });
    let answers = at_once(asked.collect()).await;
    for (answer, push) in answers.into_iter().zip(&pushes) {
        let (status, body) = answer.map_err(|error| format!("a whole push: {error:?}"))?;
        let taken = body["answers"].as_array().map_or(0, Vec::len);
        if status != 200 || taken != push.ops.len() {
            return Err(format!("a whole push was answered {status} {body}"));
        }
    }
    let bomb = packed(&vec![b' '; UNPACKED_BYTES]).unwrap();
    let all = callers.iter().map(|caller| -> Asking<'_> {
        Box::pin(caller.sends("/sync/push", bomb.clone(), Some(PACKED)))
    });
    for answer in at_once(all.collect()).await {
        match answer {
            Ok((413, said)) if said["code"] == "too_large" => {}
            other => return Err(format!("a bomb: {other:?}")),
        }
    }
    let Some(caller) = callers.first_mut() else {
        return Ok(());
    };
    refused(caller).await?;
    let pull = json!({ "epoch": caller.epoch, "cursors": [] });
    match caller.asks("/sync/pull", &pull).await {
        Ok((200, _)) => Ok(()),
        other => Err(format!("after all of it a pull is answered {other:?}")),
    }
}

/// What no device sends.
async fn refused(caller: &mut Caller) -> Result<(), Wrong> {
    let (_, member) = caller.meets();
    let ops = (0..OPS_FAR_TOO_MANY)
        .map(|_| caller.adds(member, 1))
        .collect();
    let too_many = Push {
        epoch: caller.epoch.clone(),
        tally: None,
        ops,
    };
    let one_too_many = Push {
        ops: too_many.ops[..=PUSH_OPS_MAX].to_vec(),
        ..too_many.clone()
    };
    let json = |push: &Push| serde_json::to_vec(push).unwrap();
    let cases = [
        (
            "ten thousand operations",
            None,
            json(&too_many),
            "too_large",
        ),
        (
            "one operation too many",
            None,
            json(&one_too_many),
            "too_large",
        ),
        (
            "a body of 64 MiB",
            None,
            vec![b' '; 64 * 1024 * 1024],
            "too_large",
        ),
        (
            "lists in lists",
            None,
            vec![b'['; REQUEST_BYTES_MAX],
            "bad_request",
        ),
        ("what nobody unpacks", Some("gzip"), bomb(), "bad_request"),
        ("a text without an end", None, open_text(), "bad_request"),
    ];
    for (name, packed, body, code) in cases {
        let far_too_long = 8 * REQUEST_BYTES_MAX < body.len();
        match caller.sends("/sync/push", body, packed).await {
            Ok((400..=499, said)) if said["code"] == code => {}
            // The server hangs up on whoever goes on sending.
            Err(_) if far_too_long => {}
            other => return Err(format!("{name}: {other:?}")),
        }
    }
    let sealed = json!({ "epoch": caller.epoch, "sealed": "A".repeat(REQUEST_BYTES_MAX - 4096) });
    match caller.asks("/sync/replay", &sealed).await {
        Ok((422, said)) if said["code"] == "not_ours" => Ok(()),
        other => Err(format!("copies that are none: {other:?}")),
    }
}

fn open_text() -> Vec<u8> {
    let mut text = br#"{"epoch":""#.to_vec();
    text.resize(REQUEST_BYTES_MAX, b'x');
    text
}

/// Gzip of much that is nothing.
fn bomb() -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed
        .write_all(br#"{"resourceType":"Bundle","entry":["#)
        .unwrap();
    let nothing = vec![b' '; 1024 * 1024];
    for _ in 0..BOMB_BYTES / nothing.len() {
        packed.write_all(&nothing).unwrap();
    }
    packed.finish().unwrap()
}

/// All of them on their way together; their answers in the order in which they were given.
async fn at_once(asked: Vec<Asking<'_>>) -> Vec<Answer> {
    let mut asked: Vec<Result<Answer, Asking<'_>>> = asked.into_iter().map(Err).collect();
    std::future::poll_fn(|context| {
        for one in &mut asked {
            if let Err(asking) = one
                && let Poll::Ready(answer) = asking.as_mut().poll(context)
            {
                *one = Ok(answer);
            }
        }
        if asked.iter().any(Result::is_err) {
            return Poll::Pending;
        }
        Poll::Ready(asked.drain(..).filter_map(Result::ok).collect())
    })
    .await
}

fn imports(folder: &Path) -> Result<u64, Wrong> {
    let files = folder.join("export");
    fs::create_dir(&files).unwrap();
    for (at, bundle) in bundles().iter().enumerate() {
        for time in 0..IMPORTS {
            fs::copy(bundle, files.join(format!("{at}-{time}.json.gz"))).unwrap();
        }
    }
    fs::write(files.join("bomb.json.gz"), bomb()).unwrap();
    let mut long = File::create(files.join("long.json")).unwrap();
    long.write_all(br#"{"resourceType":"Bundle","entry":[{"fullUrl":""#)
        .unwrap();
    for _ in 0..64 {
        long.write_all(&vec![b'x'; 1024 * 1024]).unwrap();
    }
    drop(long);
    let (tells, events) = channel();
    let (data, files) = (
        folder.join("imported"),
        files.to_string_lossy().into_owned(),
    );
    let data = data.to_string_lossy().into_owned();
    let mut import = capped(&["--data", &data, "import", "fhir", &files], &tells)?;
    let (mut most, mut said) = (0, Vec::new());
    while let Some(line) = line(&events)? {
        most = most.max(peak(&import).unwrap_or(0));
        said.push(line);
    }
    let status = import.status().map_err(|error| error.to_string())?;
    // The two that are refused are named, and the others go in.
    let refused = said
        .iter()
        .filter(|line| line.starts_with("bomb.") || line.starts_with("long."));
    if status.code() != Some(1) || refused.count() != 2 || most == 0 {
        return Err(format!("the import ended with {status}: {said:?}"));
    }
    Ok(most)
}
