//! The figures of the restaurant.

pub(crate) mod docs;

use super::super::extract::SignedIn;
use super::query::Parameters;
use super::{Answer, ok};
use api::ApiError;
use api::dashboard::Days;
use axum::extract::Query;
use std::collections::HashMap;

pub(in super::super) async fn summary(
    call: SignedIn,
    Query(query): Query<HashMap<String, String>>,
) -> Answer {
    ok(&call
        .http
        .app
        .services
        .dashboard
        .summary(&call.caller, days(query)?)
        .await?)
}

pub(in super::super) async fn stats(call: SignedIn, Query(query): Query<HashMap<String, String>>) -> Answer {
    ok(&call
        .http
        .app
        .services
        .dashboard
        .stats(&call.caller, days(query)?)
        .await?)
}

fn days(query: HashMap<String, String>) -> Result<Days, ApiError> {
    let parameters = Parameters::from(query);
    Ok(Days {
        from: parameters.day("from")?,
        to: parameters.day("to")?,
    })
}
