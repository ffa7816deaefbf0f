//! The document that describes the public API, made of its table of endpoints, and a page to read and try it.

mod components;
pub(crate) mod operation_doc;
mod parameters;
pub(crate) mod shapes;

use super::super::Http;
use super::super::idempotency::is_secret;
use super::{ROUTES, words};
use api::Code;
use axum::Router;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use operation_doc::{BodyDoc, OperationDoc};
use parameters::{idempotency_key, if_match, in_path, parameter, tenant};
use shapes::Shape;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::link::LinkBuilder;
use utoipa::openapi::path::{HttpMethod, OperationBuilder};
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::schema::ComponentsBuilder;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    Deprecated, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathItem, PathsBuilder, Ref, RefOr,
    Required, Response, ResponseBuilder, Schema, ServerBuilder,
};

const PROBLEM: &str = "application/problem+json";
const JSON: &str = "application/json";

const ABOUT: &str = "Sell, pay, cook, deliver, cancel and report: everything that the apps of Brasa can do. \
    The restaurant is that of the token; without one, that of the host name, or of the header `X-Tenant-Id` where the \
    host name tells none. They must not contradict each other. \
    Every POST but those that give out tokens or secrets accepts an `Idempotency-Key`: the same key and body get the \
    same answer for 24 hours, with `Idempotency-Replayed: true`. Errors are RFC 9457 problems with a stable `code`. Lists are pages: go on with \
    `nextCursor` until it is null. Amounts are whole cents. Wherever an id is expected, the number that people know the \
    thing by is taken as well. What older systems' clients say is understood below `/compat`.";

static DOCUMENT: LazyLock<String> = LazyLock::new(|| document().to_pretty_json().unwrap_or_default());

pub(super) fn router() -> Router<Http> {
    let script = HeaderValue::from_static("text/javascript; charset=utf-8");
    let style = HeaderValue::from_static("text/css; charset=utf-8");
    let page = HeaderValue::from_static("text/html; charset=utf-8");
    let file = |kind: HeaderValue, text: &'static str| {
        get(async move || ([(header::CONTENT_TYPE, kind)], text).into_response())
    };
    Router::new()
        .route(
            "/openapi.json",
            get(async || ([(header::CONTENT_TYPE, JSON)], DOCUMENT.as_str()).into_response()),
        )
        .route("/docs", file(page, include_str!("page.html")))
        .route("/docs/page.js", file(script, include_str!("page.js")))
        .route("/docs/page.css", file(style, include_str!("page.css")))
}

/// The document: OpenAPI 3.1.
pub fn document() -> OpenApi {
    let mut paths: BTreeMap<&str, PathItem> = BTreeMap::new();
    let mut parts: BTreeMap<String, Shape> = BTreeMap::new();
    for route in ROUTES {
        let operation_doc = (route.doc)();
        if let Some(body) = &operation_doc.body {
            parts.extend(body.parts.iter().cloned());
        }
        let method = match route.method.as_str() {
            "GET" => HttpMethod::Get,
            "POST" => HttpMethod::Post,
            "PUT" => HttpMethod::Put,
            "PATCH" => HttpMethod::Patch,
            _ => HttpMethod::Delete,
        };
        let item = PathItem::new(
            method,
            operation(route.method.as_str(), route.path, operation_doc),
        );
        match paths.get_mut(route.path) {
            Some(known) => known.merge_operations(item),
            None => {
                paths.insert(route.path, item);
            }
        }
    }
    let mut components = ComponentsBuilder::new().security_scheme(
        "token",
        SecurityScheme::Http(
            HttpBuilder::new()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .description(Some("From POST /login, or printed by `server token`."))
                .build(),
        ),
    );
    for (name, shape) in parts.into_iter().chain(shapes::of_types()) {
        components = components.schema(name, shape);
    }
    for (name, shape) in components::all() {
        components = components.schema(name, shape);
    }
    let all = paths
        .into_iter()
        .fold(PathsBuilder::new(), |all, (path, item)| all.path(path, item));
    OpenApiBuilder::new()
        .info(
            InfoBuilder::new()
                .title("Brasa")
                .version(env!("CARGO_PKG_VERSION"))
                .description(Some(ABOUT))
                .license(Some(
                    LicenseBuilder::new().name("MIT").identifier(Some("MIT")).build(),
                ))
                .build(),
        )
        .servers(Some([ServerBuilder::new().url("/api").build()]))
        .paths(all)
        .components(Some(components.build()))
        .build()
}

fn operation(method: &str, path: &str, operation_doc: OperationDoc) -> OperationBuilder {
    let mut errors = operation_doc.errors.to_vec();
    let mut operation = OperationBuilder::new()
        .tag(operation_doc.tag)
        .summary(Some(operation_doc.summary))
        .operation_id(Some(operation_id(method, path)))
        .description(described(method, path, &operation_doc));
    if words::successor(path).is_some() {
        operation = operation.deprecated(Some(Deprecated::True));
    }
    for name in path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    {
        operation = operation.parameter(in_path(path, name));
        errors.push(Code::NotFound);
    }
    for name in operation_doc.query {
        operation = operation.parameter(parameter(name));
        errors.push(Code::Malformed);
        errors.push(Code::InvalidCursor);
        errors.push(Code::InvalidValue);
    }
    if operation_doc.who.is_some() {
        let none: [&str; 0] = [];
        operation = operation.security(SecurityRequirement::new("token", none));
        errors.extend([Code::Unauthenticated, Code::Forbidden]);
    } else {
        operation = operation.parameter(tenant());
        errors.extend([Code::Unauthenticated, Code::Forbidden, Code::NotFound]);
    }
    // Signing in creates nothing that a second call could repeat, and a new secret is stored nowhere to be given again.
    let repeats = !path.ends_with("/login") && !is_secret(path);
    if method == "POST" && repeats {
        operation = operation.parameter(idempotency_key(confirms_order(path)));
        errors.extend([Code::IdempotencyInProgress, Code::IdempotencyKeyReused]);
    }
    if operation_doc.if_match {
        operation = operation.parameter(if_match());
        errors.push(Code::VersionChanged);
    }
    if let Some(body) = operation_doc.body {
        errors.extend([
            Code::Malformed,
            Code::MissingField,
            Code::UnknownField,
            Code::InvalidValue,
            Code::TooLarge,
            Code::NotJson,
        ]);
        operation = operation.request_body(Some(request(body)));
    }
    errors.push(Code::EngineDown);
    let content = operation_doc.answer.map(|shape| (operation_doc.media, shape));
    let answer = response(method, path, operation_doc.summary, content);
    operation = operation.response(operation_doc.status.to_string(), answer);
    for (status, codes) in by_status(&errors) {
        operation = operation.response(status.to_string(), refusal(status, &codes));
    }
    operation
}

fn request(body: BodyDoc) -> RequestBody {
    let content = ContentBuilder::new()
        .schema(Some(body.shape))
        .example(Some(body.example))
        .build();
    let needed = match body.needed {
        true => Required::True,
        false => Required::False,
    };
    RequestBodyBuilder::new()
        .content(JSON, content)
        .required(Some(needed))
        .build()
}

/// The answer when all went well: its kind of text and its shape, if it has a body, and where to go on from it.
fn response(
    method: &str,
    path: &str,
    summary: &'static str,
    content: Option<(&'static str, Shape)>,
) -> Response {
    let mut answer = ResponseBuilder::new().description(summary);
    if let Some((media, shape)) = content {
        answer = answer.content(media, ContentBuilder::new().schema(Some(shape)).build());
    }
    for (name, next, place) in links(method, path) {
        // Claims are found by their number, a request by its link too, anything else by its id.
        let parameter = match next {
            next if next.contains("_number") => "number",
            next if next.contains("_link") => "link",
            _ => "id",
        };
        let link = LinkBuilder::new()
            .operation_id(*next)
            .parameter(parameter, (*place).to_owned())
            .build();
        answer = answer.link(*name, RefOr::T(link));
    }
    answer.build()
}

/// An order that is confirmed twice is paid once, by the key of the call; a code that confirms an address is good for one anyway.
fn confirms_order(path: &str) -> bool {
    path.ends_with("/orders/{id}/confirm")
}

/// Who may call an endpoint, and what of its body may be sent without being read.
fn described(method: &str, path: &str, operation_doc: &OperationDoc) -> Option<String> {
    let method = Method::from_bytes(method.as_bytes()).unwrap_or_default();
    // A body of which nothing is read refuses nothing.
    let body = operation_doc.body.as_ref();
    let reads = body.is_some_and(|body| body.example != serde_json::json!({}));
    let ignored = super::harmless(&method, path).join(", ");
    let mut parts = Vec::new();
    parts.extend(operation_doc.who.map(|who| ["Who may call it: ", who].concat()));
    parts.extend(reads.then(|| format!("Ignored: {ignored}. Any other unknown field is refused.")));
    parts.extend(words::successor(path).map(|page| format!("Deprecated: see {page}.")));
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Where to go on from an answer: a name, the endpoint, and where its id is.
fn links(method: &str, path: &str) -> &'static [(&'static str, &'static str, &'static str)] {
    match (method, path) {
        ("POST", "/orders") => &[
            ("read", "get_orders_id", "$response.body#/orderId"),
            ("confirm", "post_orders_id_confirm", "$response.body#/orderId"),
            ("cancel", "post_orders_id_cancel", "$response.body#/orderId"),
            ("pay", "post_orders_id_payment", "$response.body#/orderId"),
            ("payment", "get_orders_id_payment", "$response.body#/orderId"),
            (
                "cook",
                "post_orders_id_stages_stage_start",
                "$response.body#/orderId",
            ),
            (
                "cooked",
                "post_orders_id_stages_stage_complete",
                "$response.body#/orderId",
            ),
        ],
        ("POST", "/catering") => &[
            ("read", "get_catering_id", "$response.body#/id"),
            ("page", "get_catering_links_link", "$response.body#/link"),
            ("payment", "get_catering_id_payment", "$response.body#/id"),
        ],
        ("POST", "/claims") => &[
            ("read", "get_claims_number", "$response.body#/number"),
            ("reply", "post_claims_number_reply", "$response.body#/number"),
        ],
        ("POST", "/pedidos/checkout") => &[("paid", "get_pedidos_id_status_pagamento", "$response.body#/id")],
        ("POST", "/products") => &[
            ("read", "get_products_id", "$response.body#/productId"),
            ("change", "patch_products_id", "$response.body#/productId"),
        ],
        ("POST", "/customers" | "/register") => &[
            ("read", "get_customers_id", "$response.body#/customerId"),
            ("change", "patch_customers_id", "$response.body#/customerId"),
            ("orders", "get_customers_id_orders", "$response.body#/customerId"),
            ("messages", "get_notifications_id", "$response.body#/customerId"),
        ],
        _ => &[],
    }
}

/// A unique name of an endpoint: its method and path in words.
fn operation_id(method: &str, path: &str) -> String {
    let words = path.replace(['/', '-', '_'], " ").replace(['{', '}'], "");
    let words = words.split_whitespace().map(str::to_lowercase);
    std::iter::once(method.to_lowercase())
        .chain(words)
        .collect::<Vec<_>>()
        .join("_")
}

fn by_status(errors: &[Code]) -> BTreeMap<u16, Vec<&'static str>> {
    let mut by_status: BTreeMap<u16, Vec<&'static str>> = BTreeMap::new();
    for code in errors {
        let codes = by_status.entry(code.status()).or_default();
        if !codes.contains(&code.wire_name()) {
            codes.push(code.wire_name());
        }
    }
    by_status
}

fn refusal(status: u16, codes: &[&str]) -> Response {
    let code = codes.first().copied().unwrap_or_default();
    let example = serde_json::json!({
        "type": format!("urn:brasa:problem:{code}"),
        "title": StatusCode::from_u16(status).ok().and_then(|status| status.canonical_reason()),
        "status": status,
        "detail": "…",
        "code": code,
        "error": "…",
        "message": "…",
    });
    let problem: RefOr<Schema> = Ref::from_schema_name("Problem").into();
    let content = ContentBuilder::new()
        .schema(Some(problem))
        .example(Some(example))
        .build();
    ResponseBuilder::new()
        .description(codes.join(", "))
        .content(PROBLEM, content)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reference_leads_somewhere() {
        let document = serde_json::to_value(document()).unwrap();
        let text = document.to_string();
        let known = document["components"]["schemas"].as_object().unwrap();
        for reference in text.split("#/components/schemas/").skip(1) {
            let name = reference.split('"').next().unwrap();
            assert!(known.contains_key(name), "{name}");
        }
    }
}
