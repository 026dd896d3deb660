//! The routes by which devices hear what they may and must, and a supervisor says what that is.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use sync::custody::{AskDevices, Contact, Declare, LockedContact, SignedReceipt};

use crate::serve::message::{Asked, read};
use crate::serve::refusals::{answered, fault};
use crate::serve::routes::{Desk, Endpoint, carry_out};

pub(super) fn endpoints() -> [Endpoint; 5] {
    [
        ("/sync/contact", post(contact)),
        ("/contact", post(locked_contact)),
        ("/contact/wiped", post(wiped)),
        ("/devices/list", post(list)),
        ("/devices/declare", post(declare)),
    ]
}

async fn contact(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove_any(asked, body)?;
        desk.clinic
            .contact(&device, &read::<Contact>(asked, body)?)
            .map_err(fault)?
    };
    answered("/sync/contact", carry_out(&places, request, work).await)
}

async fn locked_contact(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        desk.counts_wrong(asked, || {
            let said = read::<LockedContact>(asked, body)?;
            desk.clinic.locked_contact(&said).map_err(fault)?
        })
    };
    answered("/contact", carry_out(&places, request, work).await)
}

async fn wiped(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        desk.counts_wrong(asked, || {
            let receipt = read::<SignedReceipt>(asked, body)?;
            desk.clinic.wiped(&receipt).map_err(fault)?
        })
    };
    answered("/contact/wiped", carry_out(&places, request, work).await)
}

async fn list(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        read::<AskDevices>(asked, body)?;
        desk.clinic.devices_for(&device).map_err(fault)?
    };
    answered("/devices/list", carry_out(&places, request, work).await)
}

async fn declare(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .declare_for(&device, &read::<Declare>(asked, body)?)
            .map_err(fault)?
    };
    answered("/devices/declare", carry_out(&places, request, work).await)
}
