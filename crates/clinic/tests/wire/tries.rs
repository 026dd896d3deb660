//! Who tries too often, who sends too slowly, and who is never held up by them.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use sync::limits::{WRONG_TRIES_MAX, WRONG_TRY_FORGOTTEN_MILLIS};

use super::{World, code, refused};
use crate::wire::enrol;

fn guesses(world: &World) -> (u16, String) {
    refused(enrol(&world.line(), "0000-0000-0000", "laptop", 9))
}

#[test]
fn an_address_that_guesses_codes_is_sent_away_for_a_while_and_a_proven_device_is_not() {
    let world = World::new();
    let ines = world.device("Inés", 1);
    for _ in 0..WRONG_TRIES_MAX {
        assert_eq!(guesses(&world), code(403, "code_unknown"));
    }
    assert_eq!(guesses(&world), code(429, "too_many_tries"));
    assert_eq!(world.line().again_after(), Some(30));
    // Her laptop stands behind the same address.
    assert!(ines.pull().is_ok());
    // The right code is not heard either, until a try is forgotten.
    let right = world.code("Deborah", None);
    let deborah = || enrol(&world.line(), &right, "laptop", 2);
    assert_eq!(refused(deborah()), code(429, "too_many_tries"));
    world.fixed.pass(WRONG_TRY_FORGOTTEN_MILLIS);
    assert!(deborah().is_ok());
}

#[test]
fn an_address_that_proves_nothing_is_sent_away_and_a_proven_device_is_not() {
    let world = World::new();
    let ines = world.device("Inés", 1);
    let mut stranger = world.device("Deborah", 2);
    stranger.key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
    for _ in 0..WRONG_TRIES_MAX {
        assert_eq!(refused(stranger.pull()), code(401, "not_proven"));
    }
    assert_eq!(refused(stranger.pull()), code(429, "too_often"));
    assert!(ines.pull().is_ok());
}

/// The server's own patience is waited out, ten seconds, by all of them at once.
#[test]
fn whoever_connects_and_sends_no_whole_head_is_let_go() {
    let world = World::new();
    std::thread::scope(|scope| {
        for begun in [&b""[..], b"POST /enrol HTTP/1.1\r\nhost: "] {
            let line = world.line();
            scope.spawn(move || {
                let mut stream = line.opened();
                stream.write_all(begun).unwrap();
                // It ends, whether or not the end is said politely.
                let mut heard = Vec::new();
                stream.read_to_end(&mut heard).ok();
                let heard = String::from_utf8_lossy(&heard);
                assert!(!heard.contains("200 OK"), "{heard}");
            });
        }
        // One that does not even begin TLS is let go too.
        let mut silent = TcpStream::connect(world.server.address()).unwrap();
        silent.read_to_end(&mut Vec::new()).ok();
    });
    assert!(world.device("Inés", 1).pull().is_ok());
}
