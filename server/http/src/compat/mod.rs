//! The words of older systems, each below a base path of its own: a client of theirs is pointed at it and changes nothing
//! else. A dialect is a table of rows, each a thin translation onto a use case that is there for everybody; no rule lives
//! here. `/api` stays one clean contract.

pub mod backoffice;
mod docs;
pub mod etapas;
mod form;
pub mod orchestrator;
pub mod pedidos;

use super::extract::{self, OtherWords};
use super::problem::{Problem, always_problems};
use super::{Http, cors, idempotency, rest};
use api::ApiError;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Method, Response, Uri};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::{MethodRouter, any, get};
use domain::compat::System;
use form::Form;
use std::fmt;
use std::sync::Arc;

/// One older system, in its own words.
pub struct Dialect {
    pub system: System,
    pub title: &'static str,
    /// Whose words these are, and what its clients do with them.
    pub about: &'static str,
    /// How a client of it gets a token, and of which role.
    pub token: &'static str,
    pub rows: &'static [Row],
    form: Form,
}

/// A call of an older system.
pub struct Row {
    pub method: Method,
    /// Below the base path, with its parameters in braces. With a slash at its end it is the same call.
    pub path: &'static str,
    /// What the client sends; empty for nothing.
    pub asks: &'static str,
    /// What it reads of the answer, with the status before it.
    pub answers: &'static str,
    handler: fn() -> MethodRouter<Http>,
}

impl fmt::Debug for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.method, self.path)
    }
}

impl fmt::Debug for Dialect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.system.name())
    }
}

/// Makes the rows of a dialect: the method, the path, what answers, what is sent, and what comes back.
macro_rules! rows {
    ($($method:ident $path:literal => $handler:path, $asks:literal, $answers:literal;)*) => {
        &[$($crate::compat::Row {
            method: axum::http::Method::$method,
            path: $path,
            asks: $asks,
            answers: $answers,
            handler: || axum::routing::on(axum::routing::MethodFilter::$method, $handler),
        }),*]
    };
}
use rows;

/// Every dialect.
pub const DIALECTS: [&Dialect; 4] = [
    &etapas::DIALECT,
    &orchestrator::DIALECT,
    &pedidos::DIALECT,
    &backoffice::DIALECT,
];

/// The functions of AWS that answer below `/compat`, by the service that owns the use case. The longest prefix counts.
pub const OWNERS: [(&str, &str); 8] = [
    ("/compat/{proxy+}", "integrations"),
    ("/compat/etapas/register", "auth"),
    ("/compat/etapas/login", "auth"),
    ("/compat/etapas/auth/{proxy+}", "auth"),
    ("/compat/etapas/dashboard/{proxy+}", "dashboard"),
    ("/compat/etapas/dashboard/pedidos", "integrations"),
    ("/compat/etapas/dashboard/orders", "integrations"),
    ("/compat/etapas/notifications/{proxy+}", "notifications"),
];

/// Everything below `/compat`.
pub(super) fn router(http: &Http) -> Router<Http> {
    DIALECTS.iter().fold(nothing_else(), |router, dialect| {
        let dialect: &'static Dialect = dialect;
        let base = dialect.system.base();
        let docs = format!("{base}/docs");
        let page = get(async move || Redirect::temporary(&docs));
        // The nested root is the base address without a slash at its end.
        let spoken = spoken(dialect, http).route("/", page.clone());
        router.nest(base, spoken).route(&format!("{base}/"), page)
    })
}

/// Where a call goes whose path has a slash at its end that brought it to another function than the one that answers
/// without it: the routes of API Gateway take a path as it is written. One process answers both.
pub(super) fn without_slash(uri: &Uri) -> Option<Redirect> {
    let path = uri.path().strip_suffix('/')?;
    OWNERS.iter().find(|(owned, _)| *owned == path)?;
    Some(match uri.query() {
        Some(query) => Redirect::permanent(&format!("{path}?{query}")),
        None => Redirect::permanent(path),
    })
}

/// What is left of it where every function has its part: another base path is nothing.
pub(super) fn fallback_router() -> Router<Http> {
    nothing_else()
}

fn nothing_else() -> Router<Http> {
    let nothing = any(async || Problem(ApiError::not_found())).layer(from_fn(cors::open));
    Router::new()
        .route("/compat", nothing.clone())
        .route("/compat/{*path}", nothing)
}

fn spoken(dialect: &'static Dialect, http: &Http) -> Router<Http> {
    let rows = dialect.rows.iter().fold(Router::new(), |router, row| {
        let slash = format!("{}/", row.path);
        router
            .route(row.path, (row.handler)())
            .route(&slash, (row.handler)())
    });
    // A route and no fallback: what is nested falls back to the routes beside it.
    let nothing = any(async || Problem(ApiError::not_found()));
    rows.merge(docs::router(dialect))
        .route("/{*path}", nothing)
        .method_not_allowed_fallback(rest::not_allowed)
        .layer(from_fn_with_state(
            Arc::clone(http),
            idempotency::remember_replies,
        ))
        .layer(map_response(always_problems))
        .layer(from_fn_with_state((Arc::clone(http), dialect), speak))
        .layer(from_fn(cors::open))
}

/// Hears a call in the dialect, and answers refusals in its form. A restaurant that has switched it off has none of it.
async fn speak(
    State((http, dialect)): State<(Http, &'static Dialect)>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let (mut parts, body) = request.into_parts();
    // A token that is not good is for the call itself to refuse.
    if let Ok(caller) = extract::caller(&parts, &http).await {
        let restaurant = http.app.services.catalog.tenant(&caller.tenant).await;
        if restaurant.is_ok_and(|restaurant| !restaurant.compat.speaks(dialect.system)) {
            return Problem(ApiError::not_found()).into_response();
        }
    }
    parts.extensions.insert(OtherWords {
        base: dialect.system.base(),
    });
    let answer = next.run(Request::from_parts(parts, body)).await;
    dialect.form.written(answer).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::header;

    #[test]
    fn a_slash_at_the_end_leads_to_the_function_that_answers() {
        let led = |path: &'static str| {
            let moved = without_slash(&Uri::from_static(path))?.into_response();
            assert_eq!(moved.status(), 308);
            Some(moved.headers()[header::LOCATION].to_str().unwrap().to_owned())
        };
        assert_eq!(
            led("/compat/etapas/dashboard/pedidos/?limit=2").as_deref(),
            Some("/compat/etapas/dashboard/pedidos?limit=2")
        );
        for (owned, _) in OWNERS.iter().filter(|(owned, _)| !owned.contains('{')) {
            let row = owned.strip_prefix("/compat/etapas").unwrap();
            let rows = DIALECTS.iter().flat_map(|dialect| dialect.rows);
            assert!(rows.into_iter().any(|known| known.path == row), "{owned}");
        }
        // The same function answers with the slash and without.
        for path in [
            "/compat/etapas/dashboard/pedidos",
            "/compat/etapas/orders/",
            "/compat/etapas/dashboard/resumen/",
        ] {
            assert_eq!(led(path), None, "{path}");
        }
    }

    #[test]
    fn every_row_says_what_it_is_for() {
        for dialect in DIALECTS {
            assert!(
                dialect.about.len() > 80 && dialect.token.len() > 40,
                "{dialect:?}"
            );
            for row in dialect.rows {
                assert!(!row.answers.is_empty(), "{dialect:?} {row:?}");
                assert!(row.path.starts_with('/') && !row.path.ends_with('/'), "{row:?}");
            }
        }
    }
}
