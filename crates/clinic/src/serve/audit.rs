//! The routes by which devices say who looked at what, and whoever watches is told of it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use sync::audit::{AskAudit, SendAudit};

use crate::serve::message::{self, Asked};
use crate::serve::refusals::{answered, fault};
use crate::serve::routes::{Desk, carry_out, understood};

pub(super) async fn join(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        // Also of one that is lost: what was done with it since is what one wants to know.
        let device = desk.prove_sender(asked, body)?;
        desk.clinic
            .join_audit(&device, &message::read::<SendAudit>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/audit", carry_out(&places, request, work).await)
}

pub(super) async fn read(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .ask_audit(&device, &understood::<AskAudit>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/audit/read", carry_out(&places, request, work).await)
}
