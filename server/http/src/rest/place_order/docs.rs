//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::OperationDoc;
use crate::rest::openapi::shapes::{moment, named, object, of, or_null, text, whole};
use api::Code;
use serde_json::json;

pub(crate) fn place() -> OperationDoc {
    OperationDoc::new(
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
                ("order", named("Order")),
            ]),
        )
        .who("Customers for themselves; dispatchers, managers and machines for others.")
        .created()
        .body::<super::PlaceOrder>(
            json!({ "items": [{ "productId": "pollo_1_4", "qty": 1 },
                { "productId": "chicha_grande", "qty": 1, "note": "sin hielo" }],
                "fulfilment": { "kind": "pickup" }, "scheduledFor": null, "paymentMethod": "card", "expectedTotalCents": 3440 }),
            &["items"],
        )
        .errors(&[Code::UnknownProduct, Code::UnknownCustomer, Code::Closed, Code::Full, Code::OutOfStock, Code::Unavailable86, Code::PriceChanged, Code::BelowMinimum, Code::RateLimited])
}
