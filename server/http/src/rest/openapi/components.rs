//! The shapes that have a name in the document and no type of their own in the code.

use super::shapes::{Shape, array, decimal, flag, moment, object, of, or_null, text, whole};
use api::Code;
use domain::catalog::{Component, OptionGroup, OwnPrice};
use domain::service_hours::ServiceHours;
use utoipa::PartialSchema as _;
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::{RefOr, Schema};

/// All of them, by their names.
pub(super) fn all() -> Vec<(&'static str, Shape)> {
    vec![
        ("Order", order()),
        ("Webhook", webhook()),
        ("Delivery", delivery()),
        ("Customer", customer()),
        ("Product", product()),
        ("Promotion", promotion()),
        ("OrchestratedOrder", orchestrated()),
        ("Pedido", pedido()),
        ("Produto", produto()),
        ("Cliente", cliente()),
        ("Problem", problem()),
    ]
}

/// An order as the public API shows it: with its id, and ids of its lines.
fn order() -> Shape {
    let mut order = api::orders::OrderView::schema();
    if let RefOr::T(Schema::Object(fields)) = &mut order {
        fields.properties.insert("id".to_owned(), text());
        fields.required.push("id".to_owned());
    }
    order
}

fn customer() -> Shape {
    object(&[
        ("id", text()),
        ("customerId", text()),
        ("number", whole()),
        ("username", text()),
        ("name", text()),
        ("email", text()),
        ("phone", or_null(text())),
        ("address", or_null(of::<domain::customer::Address>())),
        ("addresses", array(of::<domain::customer::SavedAddress>())),
        ("createdAt", moment()),
        ("blocked", flag()),
    ])
}

fn product() -> Shape {
    object(&[
        ("id", text()),
        ("productId", text()),
        ("number", whole()),
        ("sku", or_null(text())),
        ("name", text()),
        ("kitchenName", or_null(text())),
        ("description", text()),
        ("category", text()),
        ("priceCents", whole()),
        ("price", decimal()),
        ("prices", array(of::<OwnPrice>())),
        ("imageUrl", text()),
        ("stock", or_null(whole())),
        ("available", flag()),
        ("offUntil", or_null(moment())),
        ("hours", or_null(array(array(of::<ServiceHours>())))),
        ("optionGroups", array(of::<OptionGroup>())),
        ("allergens", array(text())),
        ("tags", array(text())),
    ])
}

fn promotion() -> Shape {
    object(&[
        ("promotionId", text()),
        ("name", text()),
        ("kitchenName", or_null(text())),
        ("description", text()),
        ("priceCents", whole()),
        ("price", decimal()),
        ("regularPriceCents", or_null(whole())),
        ("imageUrl", text()),
        ("available", flag()),
        ("components", array(of::<Component>())),
        ("optionGroups", array(of::<OptionGroup>())),
        ("from", or_null(text())),
        ("until", or_null(text())),
        ("hours", or_null(array(array(of::<ServiceHours>())))),
    ])
}

fn orchestrated() -> Shape {
    object(&[
        ("id", text()),
        ("customerId", text()),
        ("number", whole()),
        ("status", of::<domain::order::Status>()),
        ("totalCents", whole()),
        (
            "items",
            array(object(&[
                ("id", text()),
                ("productId", text()),
                ("qty", whole()),
                ("unitPriceCents", whole()),
                ("subtotalCents", whole()),
            ])),
        ),
        ("createdAt", moment()),
        ("updatedAt", moment()),
    ])
}

fn pedido() -> Shape {
    object(&[
        ("id", whole()),
        ("status_pedido", whole()),
        ("status", or_null(text())),
        ("cliente", or_null(whole())),
        (
            "itens",
            array(object(&[
                ("produto", or_null(whole())),
                ("nome", text()),
                ("quantidade", whole()),
                ("descricao", text()),
                ("valor", or_null(decimal())),
            ])),
        ),
        ("datahora", moment()),
        ("datahora_recebido", or_null(moment())),
        ("datahora_preparacao", or_null(moment())),
        ("datahora_pronto", or_null(moment())),
        ("datahora_finalizado", or_null(moment())),
        ("status_pagamento", whole()),
        ("id_pagamento", or_null(text())),
        ("valor_total", or_null(decimal())),
    ])
}

fn produto() -> Shape {
    object(&[
        ("id", whole()),
        ("nome", text()),
        ("descricao", text()),
        ("categoria", whole()),
        ("valor", decimal()),
        ("ativo", flag()),
        ("disponivel", flag()),
        ("imagem", text()),
    ])
}

fn cliente() -> Shape {
    object(&[
        ("id", whole()),
        ("cpf", text()),
        ("nome", text()),
        ("username", text()),
        ("email", text()),
        ("telefone", or_null(text())),
        ("endereco", or_null(text())),
        ("ativo", flag()),
    ])
}

/// It has more fields, of which these are sure to be there.
fn webhook() -> Shape {
    object(&[
        ("id", text()),
        ("url", text()),
        ("events", array(text())),
        ("description", text()),
        ("active", flag()),
        ("gone", flag()),
        ("createdAt", moment()),
        ("updatedAt", moment()),
    ])
}

/// It has more fields, of which these are sure to be there.
fn delivery() -> Shape {
    object(&[
        ("id", text()),
        ("event", text()),
        ("eventId", text()),
        ("status", text()),
        ("attempts", whole()),
        ("nextAttemptAt", or_null(moment())),
        ("statusCode", or_null(whole())),
        ("responseMs", or_null(whole())),
        ("createdAt", moment()),
    ])
}

/// RFC 9457, with what Brasa adds.
fn problem() -> Shape {
    let mut code = Object::with_type(Type::String);
    code.description = Some("Stable; what a program should look at.".to_owned());
    code.enum_values = Some(
        Code::ALL
            .iter()
            .filter(|code| {
                !matches!(
                    code,
                    Code::Offline | Code::Unanswered | Code::OldPage | Code::OtherCaller
                )
            })
            .map(|code| code.wire_name().into())
            .collect(),
    );
    let mut problem = Object::with_type(Type::Object);
    let required = [
        ("type", text()),
        ("title", text()),
        ("status", whole()),
        ("detail", text()),
        ("code", code.into()),
        ("error", text()),
        ("message", text()),
    ];
    for (name, shape) in required {
        problem.properties.insert(name.to_owned(), shape);
        problem.required.push(name.to_owned());
    }
    let field = object(&[("pointer", text()), ("code", text()), ("message", text())]);
    problem.properties.insert("errors".to_owned(), array(field));
    problem.into()
}
