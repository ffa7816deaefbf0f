//! What is said of calls before they are read: fields that may be sent without being read, who may call at all, and which
//! endpoints are other names of newer ones.

use super::super::below_api;
use super::super::extract;
use super::super::problem::Problem;
use super::Http;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, Response, header};
use axum::middleware::Next;
use axum::response::IntoResponse as _;
use domain::staff::Permission;

/// Fields that change nothing wherever they stand: who calls, and for which restaurant, is known otherwise.
const ANYWHERE: &[&str] = &["tenantId", "tenant_id", "role"];
/// What clients say of orders that the server knows better.
const OF_ORDERS: &[&str] = &[
    "tenantId",
    "tenant_id",
    "role",
    "status",
    "currentStep",
    "price",
    "total",
    "totalCents",
    "subtotal",
    "unitPriceCents",
    "subtotalCents",
    "createdAt",
    "valor",
];
/// Who worked is the caller.
const OF_STAGES: &[&str] = &[
    "tenantId",
    "tenant_id",
    "role",
    "assignedTo",
    "userId",
    "confirmedBy",
    "orderId",
];
const OF_SYSTEMS: &[&str] = &[
    "tenantId",
    "tenant_id",
    "id",
    "username",
    "ativo",
    "hashed_password",
];

/// The fields that a body may have although nothing reads them; any other is refused with `unknown_field`. `path` is the
/// one below `/api`.
pub(in super::super) fn harmless(method: &Method, path: &str) -> &'static [&'static str] {
    let path = path.trim_end_matches('/');
    match path {
        "/orders" if method == Method::POST => OF_ORDERS,
        "/pedidos/checkout" => OF_ORDERS,
        "/clientes" | "/produtos" => OF_SYSTEMS,
        _ if path.contains("orchestrat") => OF_ORDERS,
        _ if path.starts_with("/etapas") || path.ends_with("/confirm-stage") => OF_STAGES,
        _ => ANYWHERE,
    }
}

/// Who may not call at all is refused before anything is said of the body.
const NEEDS: [(&str, &str, Permission); 44] = [
    ("POST", "/customers", Permission::ManageCustomers),
    ("POST", "/products", Permission::ManageCatalog),
    ("PATCH", "/products/{id}", Permission::ManageCatalog),
    ("PUT", "/products/{id}", Permission::ManageCatalog),
    ("PUT", "/products/{id}/availability", Permission::MarkSoldOut),
    ("PUT", "/categories", Permission::ManageCatalog),
    ("POST", "/menu/import", Permission::ManageCatalog),
    ("PUT", "/menu/template", Permission::ManageCatalog),
    ("POST", "/pictures", Permission::ManageCatalog),
    ("POST", "/promotions", Permission::ManageCatalog),
    ("PUT", "/promotions/{id}", Permission::ManageCatalog),
    ("PATCH", "/settings", Permission::ManageSettings),
    ("POST", "/settings/publish", Permission::ManageSettings),
    ("PUT", "/settings/payments", Permission::ManagePaymentAccounts),
    (
        "POST",
        "/settings/payments/account",
        Permission::ManagePaymentAccounts,
    ),
    (
        "POST",
        "/settings/payments/lookup",
        Permission::ManagePaymentAccounts,
    ),
    ("PUT", "/pause", Permission::PauseSales),
    ("PUT", "/rush", Permission::PauseSales),
    ("POST", "/orchestrate-order", Permission::Internal),
    (
        "POST",
        "/orchestrator/create-and-confirm-order",
        Permission::Internal,
    ),
    (
        "POST",
        "/dev/orchestrator/create-and-confirm-order",
        Permission::Internal,
    ),
    (
        "POST",
        "/orders/{id}/payment/handed-back",
        Permission::GiveMoneyBack,
    ),
    ("POST", "/clientes", Permission::ManageCustomers),
    ("POST", "/produtos", Permission::ManageCatalog),
    ("POST", "/claims/{number}/reply", Permission::AnswerClaims),
    (
        "POST",
        "/claims/{number}/confirm-letter",
        Permission::AnswerClaims,
    ),
    ("POST", "/claims/{number}/offer", Permission::AnswerClaims),
    ("POST", "/claims/{number}/offer/note", Permission::AnswerClaims),
    ("POST", "/catering/{id}/quotes", Permission::ManageCatering),
    ("POST", "/catering/{id}/actions", Permission::ManageCatering),
    ("POST", "/staff", Permission::ManageStaff),
    ("PATCH", "/staff/{username}", Permission::ManageStaff),
    ("POST", "/staff/{username}/password", Permission::ManageStaff),
    ("PUT", "/staff/{username}/pin", Permission::ManageStaff),
    ("PATCH", "/tablets/{id}", Permission::ManageStaff),
    ("POST", "/invitations", Permission::ManageStaff),
    ("POST", "/api-keys", Permission::ManageApiKeys),
    ("POST", "/webhooks", Permission::ManageWebhooks),
    ("PATCH", "/webhooks/{id}", Permission::ManageWebhooks),
    ("POST", "/webhooks/{id}/rotate-secret", Permission::ManageWebhooks),
    ("POST", "/webhooks/{id}/test", Permission::ManageWebhooks),
    ("GET", "/customers", Permission::SeeCustomers),
    ("GET", "/customers/export", Permission::ManageCustomers),
    ("PUT", "/customers/{id}/note", Permission::ManageCustomers),
];

/// Refuses who may not call an endpoint, and marks the older names of endpoints.
pub(in super::super) async fn guard(
    State(http): State<Http>,
    request: Request,
    next: Next,
) -> Response<Body> {
    let matched = request.extensions().get::<MatchedPath>();
    let path = matched.map(MatchedPath::as_str).unwrap_or_default();
    let path = below_api(path).trim_end_matches('/').to_owned();
    let method = request.method().as_str();
    let needed = NEEDS.iter().find(|(verb, at, _)| *verb == method && *at == path);
    let (parts, body) = request.into_parts();
    if let Some((_, _, permission)) = needed {
        let caller = extract::caller(&parts, &http).await;
        if let Err(error) = caller.and_then(|caller| Ok(caller.require(*permission)?)) {
            return Problem(error).into_response();
        }
    }
    let mut answer = next.run(Request::from_parts(parts, body)).await;
    if let Some(successor) = successor(&path) {
        let headers = answer.headers_mut();
        headers.insert("deprecation", SINCE);
        if let Ok(link) = HeaderValue::from_str(&format!("<{successor}>; rel=\"successor-version\"")) {
            headers.insert(header::LINK, link);
        }
    }
    answer
}

/// The day on which the dialects got addresses of their own (RFC 9745).
const SINCE: HeaderValue = HeaderValue::from_static("@1764115200");

/// What takes the place of an endpoint of an older system that still lies under `/api`.
pub(in super::super) fn successor(path: &str) -> Option<&'static str> {
    const PEDIDOS: [&str; 7] = [
        "/pedidos",
        "/clientes",
        "/produtos",
        "/lanches",
        "/acompanhamentos",
        "/bebidas",
        "/sobremesas",
    ];
    let below = |root: &&str| path == *root || path.starts_with(&format!("{root}/"));
    match path {
        _ if PEDIDOS.iter().any(below) => Some("/compat/pedidos/docs"),
        _ if below(&"/etapas") || path.ends_with("/confirm-stage") => Some("/compat/etapas/docs"),
        "/dashboard/resumen" | "/dashboard/metricas" | "/dashboard/pedidos" => Some("/compat/etapas/docs"),
        _ if path.contains("orchestrat") => Some("/compat/orchestrator/docs"),
        _ => None,
    }
}
