//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::{array, named, object, of, page, text};
use api::Code;
use api::catalog::Availability;
use serde_json::json;

pub(crate) fn products() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "What there is to order",
        page("products", named("Product")),
    )
    .query(&["category", "search", "available", "cursor", "limit"])
}

pub(crate) fn product() -> OperationDoc {
    OperationDoc::new("Carta", "A product", named("Product"))
}

pub(crate) fn create() -> OperationDoc {
    OperationDoc::new("Carta", "Put a product at the end of the carta", named("Product"))
        .who(MANAGERS)
        .created()
        .body::<super::ProductBody>(
            json!({ "productId": "aji_de_gallina", "name": "Ají de gallina",
                    "description": "Con papa y huevo.",
                    "category": "brasa", "priceCents": 2500, "stock": 12,
                    "available": true, "tags": ["nuevo"] }),
            &["name", "category", "priceCents"],
        )
        .errors(&[Code::ProductExists])
}

pub(crate) fn change() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "Change a product: only the given fields",
        named("Product"),
    )
    .who(MANAGERS)
    .body::<super::ProductBody>(json!({ "priceCents": 2700, "stock": 20, "available": true }), &[])
    .if_match()
}

pub(crate) fn set_availability() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "Say that a product has run out, until when, or that it is there again",
        named("Product"),
    )
    .who("Who cooks or packs, managers and machines.")
    .body::<Availability>(
        json!({ "available": false, "until": "2025-10-26T16:00:00Z" }),
        &["available"],
    )
}

pub(crate) fn remove() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "Take a product off the carta for good; old orders keep it",
        text(),
    )
    .who(MANAGERS)
    .no_content()
    .errors(&[Code::ProductInUse])
}

pub(crate) fn categories() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "The carta's categories",
        object(&[("categories", array(of::<domain::catalog::Category>()))]),
    )
}

pub(crate) fn promotions() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "The promotions of today, or of every day",
        object(&[("promotions", array(named("Promotion")))]),
    )
    .query(&["all"])
}
