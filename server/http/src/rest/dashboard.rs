//! The figures of the restaurant.

pub(crate) mod docs;

use super::super::extract::SignedIn;
use super::query::Parameters;
use super::{Answer, ok};
use api::ApiError;
use api::dashboard::Days;
use axum::extract::Query;
use std::collections::HashMap;

pub(in super::super) async fn summary(call: SignedIn, Query(told): Query<HashMap<String, String>>) -> Answer {
    ok(&call
        .http
        .app
        .services
        .dashboard
        .summary(&call.caller, days(told)?)
        .await?)
}

pub(in super::super) async fn stats(call: SignedIn, Query(told): Query<HashMap<String, String>>) -> Answer {
    ok(&call
        .http
        .app
        .services
        .dashboard
        .stats(&call.caller, days(told)?)
        .await?)
}

fn days(told: HashMap<String, String>) -> Result<Days, ApiError> {
    let told = Parameters::from(told);
    Ok(Days {
        from: told.day("from")?,
        to: told.day("to")?,
    })
}
