//! What each endpoint is for, what it is asked, and what it answers. An endpoint without an entry here fails a test.

use super::super::super::compat::{etapas, orchestrator, pedidos};
use super::super::orders::Nothing;
use super::super::{catalog, notifications, orders, payment_webhook, payments, place_order};
use super::operation_doc::OperationDoc;
use super::shapes::{self, Shape, flag, list, moment, named, object, of, or_null, page, text, whole};
use super::{accounts, catering, claims};
use api::Code;
use api::webhooks::{NewWebhook, WebhookChange};
use domain::stage::Stage;
use serde_json::json;

pub(super) const STAFF: &str = "Staff and machines.";
pub(super) const MANAGERS: &str = "Managers and machines.";
const OWNER: &str = "The order's customer, staff and machines, each with what they need of it.";
const PAYER: &str = "The order's customer, managers and machines.";
const STAGE_ROLE: &str = "Whose role works on the stage, and managers.";

/// What is documented of an endpoint.
pub(super) fn of_route(method: &str, path: &str) -> Option<OperationDoc> {
    use Code::*;
    let order = || named("Order");
    let orders = || page("orders", order());
    if let Some(told) = accounts::of_route(method, path) {
        return Some(told);
    }
    let told = match (method, path) {
        ("GET", "/customers/{id}/orders") => OperationDoc::new("Orders", "A customer's orders, newest first", orders())
            .who("The customer, managers and machines.")
            .query(&["cursor", "limit"]),
        ("GET", "/products") => OperationDoc::new("Carta", "What there is to order", page("products", named("Product")))
            .query(&["category", "search", "available", "cursor", "limit"]),
        ("POST", "/products") => OperationDoc::new("Carta", "Put a product at the end of the carta", named("Product"))
            .who(MANAGERS)
            .created()
            .body::<catalog::ProductBody>(
                json!({ "productId": "aji_de_gallina", "name": "Ají de gallina", "description": "Con papa y huevo.",
                    "category": "brasa", "priceCents": 2500, "stock": 12, "available": true, "tags": ["nuevo"] }),
                &["name", "category", "priceCents"],
            )
            .errors(&[ProductExists]),
        ("GET", "/products/{id}") => OperationDoc::new("Carta", "A product", named("Product")),
        ("PATCH" | "PUT", "/products/{id}") => OperationDoc::new("Carta", "Change a product: what is told changes", named("Product"))
            .who(MANAGERS)
            .body::<catalog::ProductBody>(json!({ "priceCents": 2700, "stock": 20, "available": true }), &[]),
        ("DELETE", "/products/{id}") => {
            let mut told = OperationDoc::new("Carta", "Take a product off the carta for good; old orders keep it", text()).who(MANAGERS);
            (told.status, told.answer) = (204, None);
            told
        }
        ("GET", "/categories") => OperationDoc::new(
            "Carta",
            "The carta's categories",
            object(&[("categories", list(of::<domain::catalog::Category>()))]),
        ),
        ("GET", "/promotions") => OperationDoc::new(
            "Carta",
            "The promotions of today",
            object(&[("promotions", list(named("Promotion")))]),
        ),
        ("POST", "/orders") => OperationDoc::new(
            "Orders",
            "Place an order: all lines or nothing, stock is taken here",
            object(&[
                ("id", text()),
                ("orderId", text()),
                ("number", whole()),
                ("status", of::<domain::order::Status>()),
                ("totalCents", or_null(whole())),
                ("payBefore", or_null(moment())),
                ("message", text()),
                ("order", order()),
            ]),
        )
        .who("Customers for themselves; dispatchers, managers and machines for others.")
        .created()
        .body::<place_order::PlaceOrder>(
            json!({ "items": [{ "productId": "pollo_1_4", "qty": 1 }, { "productId": "chicha_grande", "qty": 1, "note": "sin hielo" }],
                "fulfilment": { "kind": "pickup" }, "scheduledFor": null, "paymentMethod": "card", "expectedTotalCents": 3440 }),
            &["items"],
        )
        .errors(&[UnknownProduct, UnknownCustomer, OutOfStock, Unavailable86, PriceChanged, BelowMinimum, RateLimited]),
        ("GET", "/orders/export") => OperationDoc::new("Orders", "The orders of some days as CSV, behind a link", of::<api::exports::ExportLink>())
            .who(MANAGERS)
            .query(&["from day", "to day"])
            .errors(&[LimitReached]),
        ("GET", "/orders" | "/dashboard/orders" | "/dashboard/pedidos") => {
            OperationDoc::new("Orders", "Orders, oldest first, each with what the caller needs of it", shapes::order_list())
                .who(STAFF)
                .query(&[
                    "state", "search order", "status", "stage", "open", "branch", "toAccept", "from", "to", "cursor", "last", "limit",
                    "counts",
                ])
        }
        ("GET", "/orders/{id}" | "/order/{id}") => OperationDoc::new(
            "Orders",
            "An order; with the id of a customer, a page of theirs",
            shapes::one_of(&[order(), orders()]),
        )
        .who(OWNER),
        ("POST", "/orders/{id}/confirm") => OperationDoc::new("Orders", "Send an order into the kitchen. Needs an idempotency key", order())
            .who("The order's customer with an approved payment, managers and machines.")
            .body::<Nothing>(json!({}), &[])
            .errors(&[MissingIdempotencyKey, PaymentRequired, OrderClosed]),
        ("POST", "/orders/{id}/cancel") => OperationDoc::new("Orders", "Cancel an order; its stock returns, once", order())
            .who("The order's customer within the window, managers and machines.")
            .body::<orders::Cancel>(json!({ "reason": "Ya no lo necesito" }), &[])
            .errors(&[CancelWindowOver, OrderClosed]),
        ("POST", "/orders/{id}/recall") => OperationDoc::new("Stages", "Take the last completion back, within two minutes", order())
            .who("Who completed it, and managers.")
            .body::<Nothing>(json!({}), &[])
            .errors(&[RecallWindowOver, NothingToRecall, OrderClosed, AlreadyTaken]),
        ("POST", "/orders/{id}/stages/{stage}/start") => OperationDoc::new("Stages", "Take a stage: one winner", order())
            .who(STAGE_ROLE)
            .body::<Nothing>(json!({}), &[])
            .errors(&[AlreadyTaken, OtherStage, OrderClosed, PaymentRequired]),
        ("POST", "/orders/{id}/stages/{stage}/complete") => OperationDoc::new("Stages", "Complete a stage", order())
            .who("Who took it, and managers.")
            .body::<Nothing>(json!({}), &[])
            .errors(&[NotInProgress, AlreadyTaken, OtherStage, OrderClosed]),
        ("POST", "/orders/{id}/stages/{stage}/release") => OperationDoc::new("Stages", "Put a stage back into its queue", order())
            .who("Who took it, and managers.")
            .body::<Nothing>(json!({}), &[])
            .errors(&[NotInProgress, AlreadyTaken, OtherStage, OrderClosed]),
        ("POST", "/orders/{id}/confirm-stage") => OperationDoc::new(
            "Stages",
            "Complete the stage at which the order stands",
            object(&[("message", text()), ("orderId", text()), ("stage", of::<Stage>())]),
        )
        .who(STAGE_ROLE)
        .body::<etapas::StageOf>(json!({ "stage": "COOKING", "confirmedBy": "rosa" }), &["stage"])
        .errors(&[AlreadyTaken, OtherStage]),
        ("POST", "/etapas/iniciar") => OperationDoc::new(
            "Stages",
            "Take a stage",
            object(&[("message", text()), ("stepRecord", step())]),
        )
        .who(STAGE_ROLE)
        .body::<etapas::StageOf>(json!({ "orderId": "o_01k8a", "stage": "COOKING", "assignedTo": "rosa" }), &["orderId", "stage"])
        .errors(&[NotFound, AlreadyTaken, OtherStage, OrderClosed, PaymentRequired]),
        ("POST", "/etapas/completar") => OperationDoc::new(
            "Stages",
            "Complete a stage; the answer has its duration in seconds",
            object(&[("message", text()), ("duration", whole())]),
        )
        .who("Who took it, and managers.")
        .body::<etapas::StageOf>(json!({ "orderId": "o_01k8a", "stage": "COOKING" }), &["orderId", "stage"])
        .errors(&[NotFound, NotInProgress, AlreadyTaken, OtherStage, OrderClosed]),
        (
            "POST",
            "/orchestrate-order" | "/orchestrator/create-and-confirm-order" | "/dev/orchestrator/create-and-confirm-order",
        ) => {
            let customer = object(&[("id", text()), ("name", text()), ("email", text())]);
            OperationDoc::new(
                "Orders",
                "Find the customer, place the order and confirm it, in one call that may be repeated",
                object(&[
                    ("message", text()),
                    ("success", flag()),
                    ("correlationId", text()),
                    ("customer", customer.clone()),
                    ("order", named("OrchestratedOrder")),
                    ("data", object(&[("customer", customer), ("order", named("OrchestratedOrder"))])),
                ]),
            )
            .who("Machines only.")
            .created()
            .body::<orchestrator::Orchestrate>(
                json!({ "customer_id": "c_01k8a", "items": [{ "product_id": "papas_fritas", "qty": 2 }],
                    "idempotency_key": "abc-123", "correlation_id": "req-789" }),
                &["customer_id", "items"],
            )
            .errors(&[UnknownCustomer, UnknownProduct, OutOfStock, Unavailable86, BelowMinimum, OrderClosed])
        }
        ("GET", "/orders/{id}/payment") => {
            OperationDoc::new("Payments", "How the payment stands", of::<api::payments::PaymentView>()).who(PAYER)
        }
        ("POST", "/orders/{id}/payment") => {
            OperationDoc::new("Payments", "Open the payment at the restaurant's gateway", of::<api::payments::PaymentView>())
                .who("The order's customer, those who order for others, and machines.")
                .body::<payments::Open>(json!({ "method": "yape" }), &["method"])
                .errors(&[OrderClosed, PaymentSettled])
        }
        ("POST", "/orders/{id}/payment/handed-back") => OperationDoc::new(
            "Payments",
            "Note that somebody has handed a refund back which no gateway gives back",
            of::<api::payments::PaymentView>(),
        )
        .who("Managers and machines.")
        .body::<payments::HandedBack>(json!({ "refund": 1 }), &["refund"])
        .errors(&[Conflict]),
        ("POST", "/payments/webhook" | "/pedidos/status_pagamento") => {
            let mut told = OperationDoc::new("Payments", "A gateway's notification; signed, except with the simulated gateway", text())
                .body::<payment_webhook::Notification>(
                    json!({ "id": "sim_o_01k8a_1", "type": "payment", "date_created": "2015-03-25 10:04:58", "user_id": 44444,
                        "api_version": "v1", "action": "state_FINISHED" }),
                    &[],
                )
                .errors(&[BadSignature, UnknownPayment]);
            told.answer = None;
            told
        }
        ("POST", "/webhooks") => OperationDoc::new("Webhooks", "Register an address; the answer shows its secret, this once", named("Webhook"))
            .who(MANAGERS)
            .created()
            .body::<NewWebhook>(json!({ "url": "https://example.pe/brasa", "events": ["OrderConfirmed"], "description": "ERP" }), &["url"])
            // An address that was removed meanwhile is not registered again by its key.
            .errors(&[LimitReached, NotFound]),
        ("GET", "/webhooks") => {
            OperationDoc::new("Webhooks", "All addresses", object(&[("webhooks", list(named("Webhook")))])).who(MANAGERS)
        }
        ("GET", "/webhooks/{id}") => OperationDoc::new("Webhooks", "An address", named("Webhook")).who(MANAGERS),
        ("PATCH", "/webhooks/{id}") => OperationDoc::new("Webhooks", "Change an address: what is told changes", named("Webhook"))
            .who(MANAGERS)
            .body::<WebhookChange>(json!({ "url": "https://example.pe/brasa", "events": ["OrderConfirmed"], "description": "ERP", "active": true }), &[]),
        ("DELETE", "/webhooks/{id}") => {
            let mut told = OperationDoc::new("Webhooks", "Remove an address with its log", text()).who(MANAGERS);
            (told.status, told.answer) = (204, None);
            told
        }
        ("POST", "/webhooks/{id}/rotate-secret") => {
            OperationDoc::new("Webhooks", "A new secret, shown this once", named("Webhook")).who(MANAGERS).body::<Nothing>(json!({}), &[])
        }
        ("POST", "/webhooks/{id}/test") => {
            let mut told = OperationDoc::new("Webhooks", "Send a Ping", named("Delivery")).who(MANAGERS).body::<Nothing>(json!({}), &[]);
            told.status = 202;
            told.errors(&[Conflict])
        }
        ("GET", "/webhooks/{id}/deliveries") => OperationDoc::new("Webhooks", "What was sent, newest first, of 30 days", page("deliveries", named("Delivery")))
            .who(MANAGERS)
            .query(&["cursor", "limit"]),
        ("POST", "/webhooks/{id}/deliveries/{delivery}/redeliver") => {
            let mut told = OperationDoc::new("Webhooks", "Send a delivery again", named("Delivery")).who(MANAGERS).body::<Nothing>(json!({}), &[]);
            told.status = 202;
            told.errors(&[Conflict])
        }
        ("GET", "/dashboard/summary" | "/dashboard/resumen") => {
            OperationDoc::new("Dashboard", "The days at a glance", of::<api::dashboard::Summary>())
                .who(MANAGERS)
                .query(&["from day", "to day"])
        }
        ("GET", "/dashboard/stats" | "/dashboard/metricas") => OperationDoc::new(
            "Dashboard",
            "By status, hour, stage, product and person",
            of::<api::dashboard::Stats>(),
        )
        .who(MANAGERS)
        .query(&["from day", "to day"]),
        ("GET", "/notifications/{id}") => OperationDoc::new(
            "Notifications",
            "A customer's messages, newest first",
            object(&[
                ("notifications", list(of::<api::notifications::NotificationView>())),
                ("nextCursor", or_null(text())),
                ("hasMore", flag()),
                ("unread", whole()),
            ]),
        )
        .who("The customer, managers and machines.")
        .query(&["cursor", "limit"]),
        ("PUT", "/notifications/{id}/read") => {
            let mut told = OperationDoc::new("Notifications", "Mark one message as read, or all", text())
                .who("The customer.")
                .body::<notifications::WasRead>(json!({ "all": true }), &[]);
            (told.status, told.answer) = (204, None);
            told
        }
        ("GET", "/pedidos") => OperationDoc::new(
            "Pedidos",
            "Open orders: ready, then in the making, then received; the oldest of each first",
            list(named("Pedido")),
        )
        .who(STAFF),
        ("PUT", "/pedidos") => OperationDoc::new("Pedidos", "Move an order forward, over the states in between", named("Pedido"))
            .who(STAGE_ROLE)
            .body::<pedidos::Update>(json!({ "id": 2, "status_pedido": 2 }), &["id", "status_pedido"])
            .errors(&[NotFound, Conflict, AlreadyTaken, OtherStage]),
        ("POST", "/pedidos/checkout") => OperationDoc::new(
            "Pedidos",
            "Place an order by numbers",
            named("Pedido"),
        )
        .who("Customers for themselves; dispatchers, managers and machines for others.")
        .created()
        .body::<pedidos::Checkout>(
            json!({ "id_cliente": 1, "itens": [{ "produto": 3, "quantidade": 5, "descricao": "sem tomate", "valor": 15.2 }] }),
            &["itens"],
        )
        .errors(&[UnknownProduct, UnknownCustomer, OutOfStock, Unavailable86, BelowMinimum, RateLimited]),
        ("GET", "/pedidos/{id}/status_pagamento") => {
            OperationDoc::new("Pedidos", "\"1\" sent, \"2\" approved, \"3\" refused", text()).who(OWNER)
        }
        ("GET", "/clientes") => OperationDoc::new("Pedidos", "Customers by number", list(named("Cliente"))).who(MANAGERS),
        ("POST", "/clientes") => OperationDoc::new("Pedidos", "Add a customer", named("Cliente"))
            .who(MANAGERS)
            .created()
            .body::<pedidos::Client>(json!({ "nome": "Salomão Silva", "email": "salomao@example.com", "telefone": "999888777" }), &["nome", "email"])
            .errors(&[EmailTaken]),
        ("POST", "/produtos") => OperationDoc::new("Pedidos", "Add a product", named("Produto"))
            .who(MANAGERS)
            .created()
            .body::<pedidos::NewProduct>(json!({ "nome": "Pastel", "descricao": "De queijo.", "categoria": 1, "valor": 12.5 }), &["nome", "categoria", "valor"])
            .errors(&[ProductExists]),
        ("GET", "/produtos") => OperationDoc::new("Pedidos", "All products by number", list(named("Produto"))),
        ("GET", "/lanches") => OperationDoc::new("Pedidos", "Dishes", list(named("Produto"))),
        ("GET", "/acompanhamentos") => OperationDoc::new("Pedidos", "Sides", list(named("Produto"))),
        ("GET", "/bebidas") => OperationDoc::new("Pedidos", "Drinks", list(named("Produto"))),
        ("GET", "/sobremesas") => OperationDoc::new("Pedidos", "Desserts", list(named("Produto"))),
        _ => return claims::of_route(method, path).or_else(|| catering::of_route(method, path)),
    };
    Some(told)
}

fn step() -> Shape {
    object(&[
        ("orderId", text()),
        ("stepName", of::<Stage>()),
        ("status", text()),
        ("startedAt", or_null(moment())),
        ("finishedAt", or_null(moment())),
        ("attendedBy", or_null(object(&[("id", text()), ("name", text())]))),
        ("assignedTo", or_null(text())),
        ("tenantId", text()),
    ])
}
