//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::OperationDoc;
use crate::rest::openapi::shapes::{flag, named, object, text};
use api::Code;
use serde_json::json;

pub(crate) fn create_and_confirm() -> OperationDoc {
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
            (
                "data",
                object(&[("customer", customer), ("order", named("OrchestratedOrder"))]),
            ),
        ]),
    )
    .who("Machines only.")
    .created()
    .body::<super::Orchestrate>(
        json!({ "customer_id": "c_01k8a", "items": [{ "product_id": "papas_fritas", "qty": 2 }],
                    "idempotency_key": "abc-123", "correlation_id": "req-789" }),
        &["customer_id", "items"],
    )
    .errors(&[
        Code::UnknownCustomer,
        Code::UnknownProduct,
        Code::OutOfStock,
        Code::Unavailable86,
        Code::BelowMinimum,
        Code::OrderClosed,
    ])
}
