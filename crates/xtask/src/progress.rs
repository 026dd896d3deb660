//! Progress, step by step: a line when something begins, a line when it is done and how long it took.

use std::time::Instant;

use xtask::trouble::Done;

/// Does one step and says so. The step returns what is worth saying about how it went.
pub(crate) fn step(name: &str, work: impl FnOnce() -> Done<String>) -> Done {
    println!("• {name} …");
    let began = Instant::now();
    let note = work()?;
    println!("  ✓ {note} ({})", took(began));
    Ok(())
}

/// How long something took, as people say it.
pub(crate) fn took(began: Instant) -> String {
    let seconds = began.elapsed().as_secs_f32();
    match seconds {
        ..60.0 => format!("{seconds:.1} s"),
        _ => format!("{:.1} min", seconds / 60.0),
    }
}
