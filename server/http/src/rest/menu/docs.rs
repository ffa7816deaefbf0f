//! What the API document says of each endpoint here: a function for each handler, of the same name.

use crate::rest::openapi::operation_doc::{MANAGERS, OperationDoc};
use crate::rest::openapi::shapes::{array, named, object, of, text, whole};
use api::Code;
use api::catalog::{MenuFile, MenuTable, MenuTemplates};
use serde_json::{Value, json};

pub(crate) fn put_categories() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "Name the categories, and put them and the products in order",
        object(&[("categories", array(of::<domain::catalog::Category>()))]),
    )
    .who(MANAGERS)
    .body::<super::CategoriesBody>(
        json!({ "categories": [{ "id": "brasa", "name": "A la brasa", "description": "" },
                               { "name": "Sopas", "description": "" }] }),
        &["categories"],
    )
}

pub(crate) fn templates() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "The sample cartas that a restaurant may begin with",
        of::<MenuTemplates>(),
    )
    .who(MANAGERS)
}

pub(crate) fn lay_template() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "Put a sample carta in place of all that is on the carta, before the restaurant is published",
        object(&[("dishes", whole())]),
    )
    .who(MANAGERS)
    .body::<super::TemplateBody>(json!({ "template": "polleria" }), &["template"])
    .errors(&[Code::AlreadyPublished, Code::NotFound])
}

pub(crate) fn export() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "The products as CSV, or with `format=json` the whole carta",
        of::<MenuFile>(),
    )
    .who(MANAGERS)
    .query(&["format"])
}

pub(crate) fn import() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "Make the carta what a table or a JSON file says; read twice it doubles nothing",
        of::<MenuTable>(),
    )
    .who(MANAGERS)
    .query(&["dry"])
    .body::<super::TableBody>(
        json!({ "csv": "Sección,Plato,Precio\nBebidas,Chicha morada,9.00\n" }),
        &["csv"],
    )
}

fn example() -> Value {
    json!({ "name": "Brasa para dos", "description": "Medio pollo, papas y dos chichas.", "priceCents": 5900,
            "regularPriceCents": 6800, "components": [{ "productId": "pollo_1_2", "qty": 1 }],
            "optionGroups": [], "from": "2025-10-01", "until": "2025-12-31" })
}

pub(crate) fn create_promotion() -> OperationDoc {
    OperationDoc::new("Carta", "Put a promotion behind the others", named("Promotion"))
        .who(MANAGERS)
        .created()
        .body::<super::PromotionBody>(example(), &["name", "priceCents"])
        .errors(&[Code::ProductExists])
}

pub(crate) fn change_promotion() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "Put this in the place of a promotion",
        named("Promotion"),
    )
    .who(MANAGERS)
    .body::<super::PromotionBody>(example(), &["name", "priceCents"])
}

pub(crate) fn remove_promotion() -> OperationDoc {
    OperationDoc::new(
        "Carta",
        "Take a promotion off the carta for good; old orders keep it",
        text(),
    )
    .who(MANAGERS)
    .no_content()
}
