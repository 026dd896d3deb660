//! Satchel behind loopback HTTP, so that the page runs in Chromium with the real core behind it.
//!
//! Each satchel has a port of its own and serves the page, `POST /ask` and `GET /notices` there. The first satchel
//! also answers at the bridge's own port, where a test prepares its world:
//!
//! - `POST /world {"satchels": ["Inés Carranza", …]}` begins a new world, with a demo clinic as of today; answers with
//!   each satchel's address and passphrase. `{"computers": […]}` adds computers that are nobody's yet, and answers
//!   with what their enrolment needs.
//! - `POST /world {"pins": "allowed" | "forbidden"}`: what the clinic says of PINs from now on
//! - `POST /world {"network": "up" | "cut" | "silent" | "losing_pulls"}`
//! - `POST /world {"assign": {"member": id, "lead": name}}`
//! - `POST /world {"passes": milliseconds}`
//! - `POST /world {"letsIn": words}`: a supervisor who heard these words lets in whoever asked last
//!
//! For tests only: whoever reaches these ports reads everything. It listens on loopback and holds made-up people.

mod desk;
mod http;

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use serde_json::{Value, json};
use world::{PASSPHRASE, Person, World, root};

use desk::Desk;
use http::Request;

const PORT: u16 = 4777;
/// Who has a satchel when nobody has asked for a world yet, as in `npm run dev`.
const FIRST: &str = clinic::DEMO_LEAD;
/// Who lets people in again.
const SUPERVISOR: &str = "Ruth Amat";

/// A world, and the people whose satchels are served from it.
struct Scene {
    world: World,
    people: Vec<Person>,
    /// The private half of the clinic's recovery key.
    recovery: PathBuf,
}

type Shared = Arc<Mutex<Scene>>;

fn main() -> io::Result<()> {
    let port = std::env::args()
        .nth(1)
        .and_then(|port| port.parse().ok())
        .unwrap_or(PORT);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    let (scene, _) = set(&json!({ "satchels": [FIRST] }))?;
    let scene = Arc::new(Mutex::new(scene));
    writeln!(
        io::stdout(),
        "listening on http://{}",
        listener.local_addr()?
    )?;
    for stream in listener.incoming().map_while(Result::ok) {
        let scene = Arc::clone(&scene);
        // A browser that goes away in the middle is nobody's failure.
        thread::spawn(move || serve(&stream, &scene).ok());
    }
    Ok(())
}

fn serve(stream: &TcpStream, scene: &Shared) -> io::Result<()> {
    let Some(request) = http::read(stream)? else {
        return Ok(());
    };
    if (request.method.as_str(), request.path.as_str()) == ("POST", "/world") {
        return turn_world(stream, &request, scene);
    }
    let first = scene
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .people
        .first()
        .map(desk);
    match first {
        Some(desk) => desk.answer(stream, &request),
        None => http::answer(stream, "404 Not Found", "text/plain", b""),
    }
}

fn turn_world(stream: &TcpStream, request: &Request, scene: &Shared) -> io::Result<()> {
    let wanted: Value = serde_json::from_slice(&request.body)?;
    let mut scene = scene.lock().unwrap_or_else(PoisonError::into_inner);
    let mut answer = json!({});
    if wanted.get("satchels").is_some() || wanted.get("computers").is_some() {
        (*scene, answer) = set(&wanted)?;
    }
    match wanted.get("network").and_then(Value::as_str) {
        Some("up") => {
            scene.world.leads_home();
            scene.world.restores_the_network();
        }
        Some("losing_pulls") => scene.world.loses_answers_to("/sync/pull"),
        Some("cut") => scene.world.cuts_the_network(),
        Some("silent") => scene.world.silences_the_clinic(),
        Some(_) | None => {}
    }
    if let Some(given) = wanted.get("assign") {
        let word = |key: &str| given.get(key).and_then(Value::as_str).unwrap_or_default();
        scene.world.clinic().assigns(word("member"), word("lead"));
    }
    if let Some(words) = wanted.get("letsIn").and_then(Value::as_str) {
        let let_in = scene
            .world
            .clinic()
            .lets_in(words, &scene.recovery, SUPERVISOR);
        let_in.map_err(io::Error::other)?;
    }
    if let Some(pins) = wanted.get("pins") {
        let pins = serde_json::from_value(pins.clone())?;
        let said = scene.world.clinic().clinic().put_pins(pins);
        said.map_err(io::Error::other)?;
    }
    if let Some(millis) = wanted.get("passes").and_then(Value::as_i64) {
        scene.world.passes(millis);
    }
    http::answer(
        stream,
        "200 OK",
        "application/json",
        &serde_json::to_vec(&answer)?,
    )
}

/// Makes a world and serves each of its satchels at a port of its own.
fn set(wanted: &Value) -> io::Result<(Scene, Value)> {
    let names = |key: &str| -> Vec<String> {
        let list = wanted
            .get(key)
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        list.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let world = World::today();
    let recovery = world.clinic().makes_a_recovery_key("stick");
    let (mut people, mut satchels, mut computers) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for name in names("satchels") {
        let person = world.satchel(&name);
        satchels.insert(
            name,
            json!({ "url": open(&person)?, "passphrase": PASSPHRASE }),
        );
        people.push(person);
    }
    for name in names("computers") {
        let person = world.computer(&name);
        let needs = json!({
            "url": open(&person)?, "address": world.address(), "code": world.clinic().code_for(&name),
            "fingerprint": world.clinic().fingerprint(),
        });
        computers.insert(name, needs);
        people.push(person);
    }
    Ok((
        Scene {
            world,
            people,
            recovery,
        },
        json!({ "satchels": satchels, "computers": computers }),
    ))
}

/// Serves one satchel; the thread ends with the process.
fn open(person: &Person) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}", listener.local_addr()?);
    let desk = Arc::new(desk(person));
    thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            let desk = Arc::clone(&desk);
            thread::spawn(move || -> io::Result<()> {
                http::read(&stream)?.map_or(Ok(()), |request| desk.answer(&stream, &request))
            });
        }
    });
    Ok(url)
}

fn desk(person: &Person) -> Desk {
    Desk {
        satchel: person.satchel().clone(),
        page: root().join("ui/dist"),
    }
}
