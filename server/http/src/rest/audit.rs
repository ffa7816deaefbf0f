//! What the people and machines of the restaurant have changed.

pub(crate) mod docs;

use super::super::extract::SignedIn;
use super::query::Parameters;
use super::{Answer, ok};
use axum::extract::Query;
use std::collections::HashMap;

pub(super) async fn entries(call: SignedIn, Query(input): Query<HashMap<String, String>>) -> Answer {
    let parameters = Parameters::from(input);
    let audit = &call.http.app.services.audit;
    ok(&audit
        .entries(&call.caller, parameters.cursor(), parameters.limit()?)
        .await?)
}

pub(super) async fn export(call: SignedIn) -> Answer {
    ok(&call.http.app.services.audit.export(&call.caller).await?)
}
