//! The routes by which a device leaves its key with the clinic, and somebody who cannot unlock asks to be let in again.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use sync::recovery::{AskRecovery, FetchRecovery, PutEscrow};

use crate::serve::message::{Asked, read};
use crate::serve::refusals::{answered, fault};
use crate::serve::routes::{Desk, Endpoint, carry_out};

pub(super) fn endpoints() -> [Endpoint; 3] {
    [
        ("/sync/escrow", post(keep)),
        ("/recovery/ask", post(ask)),
        ("/recovery/fetch", post(fetch)),
    ]
}

async fn keep(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .keep_escrow(&device, &read::<PutEscrow>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/escrow", carry_out(&places, request, work).await)
}

async fn ask(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        desk.counts_wrong(asked, || {
            let ask = read::<AskRecovery>(asked, body)?;
            desk.clinic.ask_recovery(&ask).map_err(fault)?
        })
    };
    answered("/recovery/ask", carry_out(&places, request, work).await)
}

async fn fetch(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        desk.counts_wrong(asked, || {
            let fetch = read::<FetchRecovery>(asked, body)?;
            desk.clinic.fetch_recovery(&fetch).map_err(fault)?
        })
    };
    answered("/recovery/fetch", carry_out(&places, request, work).await)
}
