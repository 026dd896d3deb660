//! What whoever watches over the server is told, and where two cannot be.

use std::sync::Arc;

use clinic::serve;
use serde_json::{Value, json};

use super::World;

const HOUR: i64 = 3_600_000;

#[test]
fn whoever_watches_is_told_of_a_late_backup_and_of_nobody() {
    let world = World::new();
    let told = || -> Value { serde_json::from_str(&world.line().get("/health").1).unwrap() };
    let none = json!({ "hours": null, "late": true });
    assert_eq!(told()["backup"], none, "there is no backup yet");

    let file = world.folder.path().join("monday.backup");
    world.clinic.back_up(&file).unwrap();
    assert_eq!(told()["backup"], json!({ "hours": 0, "late": false }));
    world.fixed.pass(24 * HOUR);
    assert_eq!(told()["backup"], json!({ "hours": 24, "late": false }));
    world.fixed.pass(1);
    assert_eq!(told()["backup"], json!({ "hours": 24, "late": true }));
    assert_eq!(told()["ok"], json!(true));

    let (status, metrics) = world.line().get("/metrics");
    assert_eq!(status, 200);
    assert!(metrics.contains("\nsatchel_backup_late 1\n"), "{metrics}");
    assert!(metrics.contains("\nsatchel_backup_age_seconds 86400\n"));
    assert!(metrics.contains("\nsatchel_requests_busy 0\n"));
    for name in ["Heller", "Christa", "Carranza"] {
        assert!(!metrics.contains(name) && !told().to_string().contains(name));
    }
}

#[test]
fn a_port_in_use_is_said() {
    let world = World::new();
    let second = serve(Arc::clone(&world.clinic), world.server.address());
    assert!(matches!(second, Err(clinic::ServeError::InUse { .. })));
}
