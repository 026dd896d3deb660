//! The routes of the register of incidents, for whoever may see it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use sync::incident::{AskIncidents, WriteIncident};

use crate::serve::message::{Asked, read};
use crate::serve::refusals::{answered, fault};
use crate::serve::routes::{Desk, Endpoint, carry_out};

pub(super) fn endpoints() -> [Endpoint; 2] {
    [
        ("/incidents/list", post(list)),
        ("/incidents/write", post(write)),
    ]
}

async fn list(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        read::<AskIncidents>(asked, body)?;
        desk.clinic.incidents_for(&device).map_err(fault)?
    };
    answered("/incidents/list", carry_out(&places, request, work).await)
}

async fn write(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .write_incident_for(&device, &read::<WriteIncident>(asked, body)?)
            .map_err(fault)?
    };
    answered("/incidents/write", carry_out(&places, request, work).await)
}
