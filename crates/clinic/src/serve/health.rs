//! What whoever watches over the server may know without a key: that it answers, and how old its backup is. Nothing of it
//! is about a person.

use std::fmt::Write as _;
use std::sync::Arc;

use ambient::Millis;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;
use sync::limits::{PROTOCOL, REQUESTS_AT_ONCE_MAX};
use tokio::task::spawn_blocking;

use crate::serve::routes::{Desk, Endpoint};

const MILLIS_A_SECOND: Millis = 1_000;
const MILLIS_AN_HOUR: Millis = 3_600_000;
/// The text format of Prometheus.
const METRICS: &str = "text/plain; version=0.0.4; charset=utf-8";

pub(super) fn endpoints() -> [Endpoint; 2] {
    [("/health", get(health)), ("/metrics", get(metrics))]
}

/// What is known of the newest backup.
struct Known {
    age: Option<Millis>,
    is_late: bool,
    free_places: usize,
}

/// 200 while the ledger answers; a backup that is late says so, and is no reason to take the server out.
async fn health(State(desk): State<Desk>) -> Response {
    let Some(Known { age, is_late, .. }) = known(&desk).await else {
        return not_now();
    };
    let told = json!({
        "ok": true,
        "release": env!("CARGO_PKG_VERSION"),
        "protocol": PROTOCOL,
        "backup": { "hours": age.map(|age| age / MILLIS_AN_HOUR), "late": is_late },
    });
    ([(CACHE_CONTROL, "no-store")], Json(told)).into_response()
}

async fn metrics(State(desk): State<Desk>) -> Response {
    let Some(known) = known(&desk).await else {
        return not_now();
    };
    let busy = REQUESTS_AT_ONCE_MAX.saturating_sub(known.free_places);
    let mut text = String::new();
    let mut tell = |name: &str, what: &str, value: i64| {
        // Writing into a text does not fail.
        write!(
            text,
            "# HELP {name} {what}\n# TYPE {name} gauge\n{name} {value}\n"
        )
        .ok();
    };
    tell("satchel_up", "The ledger answers.", 1);
    tell(
        "satchel_backup_late",
        "1 if the newest backup is older than a day, or there is none.",
        i64::from(known.is_late),
    );
    if let Some(age) = known.age {
        tell(
            "satchel_backup_age_seconds",
            "How old the newest backup is.",
            age / MILLIS_A_SECOND,
        );
    }
    tell(
        "satchel_requests_busy",
        "Requests that are worked on.",
        i64::try_from(busy).unwrap_or(i64::MAX),
    );
    ([(CONTENT_TYPE, METRICS), (CACHE_CONTROL, "no-store")], text).into_response()
}

/// Nothing, if every place is taken or the ledger does not answer.
async fn known(desk: &Desk) -> Option<Known> {
    let place = Arc::clone(&desk.places).try_acquire_owned().ok()?;
    let free_places = desk.places.available_permits();
    let clinic = Arc::clone(&desk.clinic);
    let newest = spawn_blocking(move || {
        let newest = clinic.newest_backup();
        drop(place);
        newest
    });
    let (age, is_late) = newest.await.ok()?.ok()?;
    Some(Known {
        age,
        is_late,
        // This question takes one itself.
        free_places: free_places.saturating_add(1),
    })
}

fn not_now() -> Response {
    let told = Json(json!({ "ok": false }));
    (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "5")], told).into_response()
}
