//! The public REST API: a thin file for each resource. [`ROUTES`] is all there is; the router is made of it.

mod api_keys;
mod audit;
pub(super) mod auth;
pub(super) mod catalog;
mod catering;
mod claims;
pub(super) mod customers;
pub(super) mod dashboard;
pub(super) mod health;
pub(super) mod ids;
mod if_match;
mod menu;
pub(super) mod notifications;
pub mod openapi;
pub(super) mod orders;
mod payment_accounts;
pub(super) mod payment_webhook;
mod payments;
mod pictures;
pub(super) mod place_order;
pub(super) mod query;
mod settings;
mod staff;
mod stages;
mod webhooks;
mod words;

pub(super) use words::harmless;

use super::compat::{etapas, orchestrator, pedidos};
use super::problem::{self, Problem};
use super::{Http, problem::always_problems};
use api::{ApiError, Code, Paged};
use axum::Json;
use axum::Router;
use axum::body::Body;
use axum::http::{Method, Response, StatusCode, Uri};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse as _, Redirect};
use axum::routing::{MethodFilter, MethodRouter, on};
use openapi::operation_doc::OperationDoc;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};
use std::fmt;
use std::sync::Arc;
use texts::now::errors as texts;

/// An endpoint, below `/api`.
pub struct Route {
    pub method: Method,
    /// With its parameters in braces.
    pub path: &'static str,
    handler: fn() -> MethodRouter<Http>,
    /// What the document says of it.
    doc: fn() -> OperationDoc,
}

impl fmt::Debug for Route {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.method, self.path)
    }
}

macro_rules! routes {
    ($($method:ident $path:literal => $module:ident::$handler:ident,)*) => {
        /// Every endpoint of the public API.
        pub const ROUTES: &[Route] = &[$(Route {
            method: Method::$method,
            path: $path,
            handler: || on(MethodFilter::$method, $module::$handler),
            doc: $module::docs::$handler,
        }),*];
    };
}

routes! {
    POST "/register" => auth::register,
    POST "/auth/register" => auth::register,
    POST "/login" => auth::login,
    POST "/auth/login" => auth::login,
    GET "/validate" => auth::validate,
    GET "/auth/validate" => auth::validate,
    POST "/password/recover" => auth::recover_password,
    POST "/password/reset" => auth::reset_password,
    POST "/password/change" => auth::change_password,
    GET "/customers" => customers::list,
    POST "/customers" => customers::add,
    GET "/customers/{id}" => customers::customer,
    GET "/internal/customers/{id}" => customers::internal,
    PATCH "/customers/{id}" => customers::update,
    PUT "/customers/{id}" => customers::update,
    DELETE "/customers/{id}" => customers::erase,
    GET "/customers/internal/{id}" => customers::internal,
    GET "/customers/export" => customers::export_all,
    GET "/customers/{id}/export" => customers::export,
    GET "/customers/{id}/note" => customers::note,
    PUT "/customers/{id}/note" => customers::change_note,
    POST "/customers/{id}/email" => customers::change_email,
    POST "/customers/{id}/email/confirm" => customers::confirm_email,
    POST "/customers/{id}/close" => customers::close_account,
    GET "/customers/{id}/orders" => orders::of_customer,
    GET "/products" => catalog::products,
    GET "/products/{id}" => catalog::product,
    POST "/products" => catalog::create,
    PATCH "/products/{id}" => catalog::change,
    PUT "/products/{id}" => catalog::change,
    PUT "/products/{id}/availability" => catalog::set_availability,
    DELETE "/products/{id}" => catalog::remove,
    GET "/categories" => catalog::categories,
    PUT "/categories" => menu::put_categories,
    GET "/menu/templates" => menu::templates,
    PUT "/menu/template" => menu::lay_template,
    GET "/menu/export" => menu::export,
    POST "/menu/import" => menu::import,
    POST "/pictures" => pictures::keep,
    GET "/promotions" => catalog::promotions,
    POST "/promotions" => menu::create_promotion,
    PUT "/promotions/{id}" => menu::change_promotion,
    DELETE "/promotions/{id}" => menu::remove_promotion,
    POST "/orders" => place_order::place,
    GET "/orders" => orders::list,
    GET "/orders/export" => orders::export,
    GET "/orders/{id}" => orders::order,
    GET "/order/{id}" => orders::order,
    POST "/orders/{id}/confirm" => orders::confirm,
    PATCH "/orders/{id}" => orders::edit,
    POST "/orders/{id}/cancel" => orders::cancel,
    POST "/orders/{id}/recall" => stages::recall,
    POST "/orders/{id}/stages/{stage}/start" => stages::start,
    POST "/orders/{id}/stages/{stage}/complete" => stages::complete,
    POST "/orders/{id}/stages/{stage}/release" => stages::release,
    POST "/orchestrate-order" => orchestrator::create_and_confirm,
    POST "/orchestrator/create-and-confirm-order" => orchestrator::create_and_confirm,
    POST "/dev/orchestrator/create-and-confirm-order" => orchestrator::create_and_confirm,
    POST "/orders/{id}/confirm-stage" => etapas::confirm,
    POST "/etapas/iniciar" => etapas::start,
    POST "/etapas/completar" => etapas::complete,
    GET "/orders/{id}/payment" => payments::payment,
    POST "/orders/{id}/payment" => payments::open,
    POST "/orders/{id}/payment/refunds" => payments::give_back,
    POST "/orders/{id}/payment/handed-back" => payments::handed_back,
    POST "/payments/webhook" => payment_webhook::verify_notification,
    POST "/pedidos/status_pagamento" => payment_webhook::verify_notification,
    GET "/dashboard/summary" => dashboard::summary,
    GET "/dashboard/resumen" => dashboard::summary,
    GET "/dashboard/orders" => orders::list,
    GET "/dashboard/pedidos" => orders::list,
    GET "/dashboard/stats" => dashboard::stats,
    GET "/dashboard/metricas" => dashboard::stats,
    GET "/notifications/{id}" => notifications::inbox,
    PUT "/notifications/{id}/read" => notifications::read,
    GET "/pedidos" => pedidos::list,
    PUT "/pedidos" => pedidos::update,
    POST "/pedidos/checkout" => pedidos::checkout,
    GET "/pedidos/{id}/status_pagamento" => pedidos::payment_status,
    GET "/clientes" => pedidos::clients,
    POST "/clientes" => pedidos::add,
    GET "/produtos" => pedidos::products,
    POST "/produtos" => pedidos::create,
    GET "/lanches" => pedidos::lanches,
    GET "/acompanhamentos" => pedidos::acompanhamentos,
    GET "/bebidas" => pedidos::bebidas,
    GET "/sobremesas" => pedidos::sobremesas,
    POST "/claims" => claims::file,
    POST "/claims/paper" => claims::paper,
    GET "/claims/poster" => claims::poster,
    GET "/claims" => claims::list,
    GET "/claims/export" => claims::export,
    GET "/claims/{number}" => claims::claim,
    GET "/claims/{number}/sheet" => claims::sheet,
    POST "/claims/{number}/reply" => claims::reply,
    POST "/claims/{number}/confirm-letter" => claims::confirm_letter,
    POST "/claims/{number}/offer" => claims::offer,
    POST "/claims/{number}/offer/note" => claims::note_offer,
    POST "/claims/{number}/sheet/offer" => claims::answer_offer,
    POST "/catering" => catering::request,
    GET "/catering" => catering::list,
    GET "/catering/day" => catering::day,
    GET "/catering/mine" => catering::mine,
    GET "/catering/calendar" => catering::calendar,
    GET "/catering/{id}" => catering::detail,
    POST "/catering/{id}/quotes" => catering::quote,
    POST "/catering/{id}/actions" => catering::act,
    GET "/catering/{id}/payment" => catering::payment_of,
    GET "/catering/links/{link}" => catering::linked,
    POST "/catering/links/{link}/answers" => catering::answer_quote,
    GET "/catering/links/{link}/payment" => catering::payment,
    POST "/catering/links/{link}/payment" => catering::pay,
    POST "/catering/links/{link}/payment/settle" => catering::settle,
    GET "/audit" => audit::entries,
    GET "/audit/export" => audit::export,
    GET "/settings" => settings::settings,
    PATCH "/settings" => settings::change,
    GET "/settings/readiness" => settings::readiness,
    POST "/settings/publish" => settings::publish,
    GET "/settings/payments" => payment_accounts::settings,
    PUT "/settings/payments" => payment_accounts::choose,
    POST "/settings/payments/account" => payment_accounts::connect,
    POST "/settings/payments/lookup" => payment_accounts::look_up,
    PUT "/pause" => settings::pause,
    PUT "/rush" => settings::rush,
    GET "/staff" => staff::list,
    POST "/staff" => staff::hire,
    GET "/staff/{username}" => staff::member,
    PATCH "/staff/{username}" => staff::change,
    POST "/staff/{username}/password" => staff::give_password,
    PUT "/staff/{username}/pin" => staff::give_pin,
    POST "/staff/{username}/pin/unlock" => staff::unlock_pin,
    GET "/tablets" => staff::tablets,
    PATCH "/tablets/{id}" => staff::change_tablet,
    DELETE "/tablets/{id}" => staff::remove_tablet,
    GET "/invitations" => staff::invitations,
    POST "/invitations" => staff::invite,
    DELETE "/invitations/{id}" => staff::withdraw_invitation,
    GET "/api-keys" => api_keys::list,
    POST "/api-keys" => api_keys::make,
    DELETE "/api-keys/{id}" => api_keys::revoke,
    POST "/webhooks" => webhooks::register,
    GET "/webhooks" => webhooks::list,
    GET "/webhooks/{id}" => webhooks::webhook,
    PATCH "/webhooks/{id}" => webhooks::change,
    DELETE "/webhooks/{id}" => webhooks::remove,
    POST "/webhooks/{id}/rotate-secret" => webhooks::rotate_secret,
    POST "/webhooks/{id}/test" => webhooks::test,
    GET "/webhooks/{id}/deliveries" => webhooks::deliveries,
    POST "/webhooks/{id}/deliveries/{delivery}/redeliver" => webhooks::redeliver,
}

pub(super) fn router(http: &Http) -> Router<Http> {
    let guard = from_fn_with_state(Arc::clone(http), words::guard);
    let routes = ROUTES.iter().fold(Router::new(), |router, route| {
        let slash = format!("{}/", route.path);
        router
            .route(route.path, (route.handler)())
            .route(&slash, (route.handler)())
    });
    with_others(routes).layer(guard)
}

/// What is left to answer where every endpoint has been brought elsewhere: a slash at the end leads to the endpoint
/// without it, and another method is none of its methods.
pub(super) fn fallback_router() -> Router<Http> {
    let routes = ROUTES.iter().fold(Router::new(), |router, route| {
        let slash = format!("{}/", route.path);
        let Ok(method) = MethodFilter::try_from(route.method.clone()) else {
            return router;
        };
        router
            .route(route.path, on(method, not_allowed))
            .route(&slash, on(method, without_slash))
    });
    with_others(routes)
}

fn with_others(routes: Router<Http>) -> Router<Http> {
    routes
        .merge(health::router())
        .merge(openapi::router())
        .fallback(async || Problem(ApiError::not_found()))
        .method_not_allowed_fallback(not_allowed)
        .layer(map_response(always_problems))
}

pub(super) async fn not_allowed() -> Problem {
    Problem(problem::method_not_allowed())
}

/// The method and the body stay as they are. The path is the one below `/api`.
async fn without_slash(uri: Uri) -> Redirect {
    let path = uri.path().trim_end_matches('/');
    match uri.query() {
        Some(query) => Redirect::permanent(&format!("/api{path}?{query}")),
        None => Redirect::permanent(&format!("/api{path}")),
    }
}

pub(super) type Answer = Result<Response<Body>, Problem>;

/// Something empty for `null`: the service takes it for what is to be removed.
fn or_empty<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    value: D,
) -> Result<Option<T>, D::Error> {
    Ok(Some(Option::<T>::deserialize(value)?.unwrap_or_default()))
}

pub(super) fn ok(body: &impl Serialize) -> Answer {
    answer(StatusCode::OK, body)
}

pub(super) fn answer(status: StatusCode, body: &impl Serialize) -> Answer {
    Ok((status, Json(body)).into_response())
}

/// A change that says nothing.
pub(super) fn empty_change() -> ApiError {
    ApiError::new(Code::MissingField, texts::NOTHING_TO_CHANGE)
}

/// A page of a list under its own name.
fn page<T: Serialize>(name: &str, page: &Paged<T>) -> Value {
    json!({ name: page.items, "nextCursor": page.next_cursor, "hasMore": page.has_more() })
}
