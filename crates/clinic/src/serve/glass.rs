//! The routes by which somebody opens a record that is not hers to hold, and whoever watches is told of it.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::response::Response;
use axum::routing::post;
use sync::glass::{AskGlass, AskGlasses, RenewGlass, WeighGlass};

use crate::serve::message::{Asked, read};
use crate::serve::refusals::{answered, fault};
use crate::serve::routes::{Desk, Endpoint, carry_out};

pub(super) fn endpoints() -> [Endpoint; 4] {
    [
        ("/glass/break", post(ask)),
        ("/glass/renew", post(renew)),
        ("/glass/list", post(list)),
        ("/glass/weigh", post(weigh)),
    ]
}

async fn ask(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .ask_glass(&device, &read::<AskGlass>(asked, body)?)
            .map_err(fault)?
    };
    answered("/glass/break", carry_out(&places, request, work).await)
}

async fn renew(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .renew_glass(&device, read::<RenewGlass>(asked, body)?)
            .map_err(fault)?
    };
    answered("/glass/renew", carry_out(&places, request, work).await)
}

async fn list(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        read::<AskGlasses>(asked, body)?;
        desk.clinic.list_glasses(&device).map_err(fault)?
    };
    answered("/glass/list", carry_out(&places, request, work).await)
}

async fn weigh(State(desk): State<Desk>, request: Request) -> Response {
    let places = Arc::clone(&desk.places);
    let work = move |asked: &Asked, body: &Bytes| {
        let device = desk.prove(asked, body)?;
        desk.clinic
            .weigh_glass(&device, &read::<WeighGlass>(asked, body)?)
            .map_err(fault)?
    };
    answered("/glass/weigh", carry_out(&places, request, work).await)
}
