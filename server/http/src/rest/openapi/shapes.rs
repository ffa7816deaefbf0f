//! How answers are shaped that handlers put together of several things.

use api::Code;
use utoipa::openapi::schema::{Array, KnownFormat, Object, OneOfBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

pub(super) type Shape = RefOr<Schema>;

/// A type that the code has, by its name.
pub(super) fn of<T: ToSchema>() -> Shape {
    Ref::from_schema_name(T::name()).into()
}

/// A shape among the document's own, by its name.
pub(super) fn named(name: &str) -> Shape {
    Ref::from_schema_name(name).into()
}

pub(super) fn text() -> Shape {
    Object::with_type(Type::String).into()
}

pub(super) fn whole() -> Shape {
    Object::with_type(Type::Integer).into()
}

/// An amount in the tenant's currency; the cents beside it are authoritative.
pub(super) fn decimal() -> Shape {
    Object::with_type(Type::Number).into()
}

pub(super) fn flag() -> Shape {
    Object::with_type(Type::Boolean).into()
}

pub(super) fn moment() -> Shape {
    let mut text = Object::with_type(Type::String);
    text.format = Some(SchemaFormat::KnownFormat(KnownFormat::DateTime));
    text.into()
}

/// An object whose fields are described elsewhere.
pub(super) fn anything() -> Shape {
    Object::with_type(Type::Object).into()
}

pub(super) fn list(items: Shape) -> Shape {
    RefOr::T(Array::new(items).into())
}

/// This, or `null`.
pub(super) fn or_null(shape: Shape) -> Shape {
    let null = Object::with_type(SchemaType::new(Type::Null));
    OneOfBuilder::new().item(shape).item(null).into()
}

/// A shape without `null`.
pub(super) fn not_null(shape: &Shape) -> Shape {
    let mut shape = shape.clone();
    match &mut shape {
        RefOr::T(Schema::Object(object)) => {
            if let SchemaType::Array(kinds) = &mut object.schema_type {
                kinds.retain(|kind| *kind != Type::Null);
                if let [only] = kinds.as_slice() {
                    object.schema_type = SchemaType::Type(only.clone());
                }
            }
            shape
        }
        RefOr::T(Schema::OneOf(any)) => match any.items.iter().find(|item| !is_null(item)) {
            Some(item) => item.clone(),
            None => shape,
        },
        _ => shape,
    }
}

/// An object whose fields do not say that they are `null` when they are left out, which goes without saying.
pub(super) fn without_null_defaults(shape: Shape) -> Shape {
    let RefOr::T(Schema::Object(mut object)) = shape else {
        return shape;
    };
    for field in object.properties.values_mut() {
        let RefOr::T(field) = field else { continue };
        let default = match field {
            Schema::Object(field) => &mut field.default,
            Schema::OneOf(field) => &mut field.default,
            Schema::Array(field) => &mut field.default,
            _ => continue,
        };
        if default.as_ref().is_some_and(serde_json::Value::is_null) {
            *default = None;
        }
    }
    RefOr::T(Schema::Object(object))
}

fn is_null(shape: &Shape) -> bool {
    matches!(shape, RefOr::T(Schema::Object(object)) if object.schema_type == SchemaType::Type(Type::Null))
}

/// An object of which all fields are there.
pub(super) fn object(fields: &[(&str, Shape)]) -> Shape {
    let mut object = Object::with_type(Type::Object);
    for (name, shape) in fields {
        object.properties.insert((*name).to_owned(), shape.clone());
        object.required.push((*name).to_owned());
    }
    object.into()
}

/// A page of a list.
pub(super) fn page(name: &str, items: Shape) -> Shape {
    object(&[
        (name, list(items)),
        ("nextCursor", or_null(text())),
        ("hasMore", flag()),
    ])
}

/// A page of the restaurant's orders.
pub(super) fn order_list() -> Shape {
    let mut list = object(&[
        ("orders", list(named("Order"))),
        ("nextCursor", or_null(text())),
        ("previousCursor", or_null(text())),
        ("hasMore", flag()),
        ("total", whole()),
        ("totalIsMore", flag()),
    ]);
    if let RefOr::T(Schema::Object(fields)) = &mut list {
        let counts = of::<api::orders::OrderCounts>();
        fields.properties.insert("counts".to_owned(), counts);
    }
    list
}

/// One of several.
pub(super) fn one_of(shapes: &[Shape]) -> Shape {
    let one = shapes.iter().cloned();
    one.fold(OneOfBuilder::new(), |one, shape| one.item(shape)).into()
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

/// The shapes that are written here, for the document's components.
pub(super) fn all() -> Vec<(&'static str, Shape)> {
    let group = of::<domain::catalog::OptionGroup>();
    let customer = object(&[
        ("id", text()),
        ("customerId", text()),
        ("number", whole()),
        ("username", text()),
        ("name", text()),
        ("email", text()),
        ("phone", or_null(text())),
        ("address", or_null(of::<domain::customer::Address>())),
        ("addresses", list(of::<domain::customer::SavedAddress>())),
        ("createdAt", moment()),
    ]);
    let product = object(&[
        ("id", text()),
        ("productId", text()),
        ("number", whole()),
        ("sku", or_null(text())),
        ("name", text()),
        ("description", text()),
        ("category", text()),
        ("priceCents", whole()),
        ("price", decimal()),
        ("imageUrl", text()),
        ("stock", or_null(whole())),
        ("available", flag()),
        ("optionGroups", list(group.clone())),
        ("allergens", list(text())),
        ("tags", list(text())),
    ]);
    let promotion = object(&[
        ("promotionId", text()),
        ("name", text()),
        ("description", text()),
        ("priceCents", whole()),
        ("price", decimal()),
        ("regularPriceCents", or_null(whole())),
        ("imageUrl", text()),
        ("optionGroups", list(group)),
        ("from", or_null(text())),
        ("until", or_null(text())),
    ]);
    let orchestrated = object(&[
        ("id", text()),
        ("customerId", text()),
        ("number", whole()),
        ("status", of::<domain::order::Status>()),
        ("totalCents", whole()),
        (
            "items",
            list(object(&[
                ("id", text()),
                ("productId", text()),
                ("qty", whole()),
                ("unitPriceCents", whole()),
                ("subtotalCents", whole()),
            ])),
        ),
        ("createdAt", moment()),
        ("updatedAt", moment()),
    ]);
    let pedido = object(&[
        ("id", whole()),
        ("status_pedido", whole()),
        ("status", or_null(text())),
        ("cliente", or_null(whole())),
        (
            "itens",
            list(object(&[
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
    ]);
    let produto = object(&[
        ("id", whole()),
        ("nome", text()),
        ("descricao", text()),
        ("categoria", whole()),
        ("valor", decimal()),
        ("ativo", flag()),
        ("disponivel", flag()),
        ("imagem", text()),
    ]);
    let cliente = object(&[
        ("id", whole()),
        ("cpf", text()),
        ("nome", text()),
        ("username", text()),
        ("email", text()),
        ("telefone", or_null(text())),
        ("endereco", or_null(text())),
        ("ativo", flag()),
    ]);
    // Both have more fields, of which these are sure to be there.
    let webhook = object(&[
        ("id", text()),
        ("url", text()),
        ("events", list(text())),
        ("description", text()),
        ("active", flag()),
        ("gone", flag()),
        ("createdAt", moment()),
        ("updatedAt", moment()),
    ]);
    let delivery = object(&[
        ("id", text()),
        ("event", text()),
        ("eventId", text()),
        ("status", text()),
        ("attempts", whole()),
        ("nextAttemptAt", or_null(moment())),
        ("statusCode", or_null(whole())),
        ("responseMs", or_null(whole())),
        ("createdAt", moment()),
    ]);
    vec![
        ("Order", order()),
        ("Webhook", webhook),
        ("Delivery", delivery),
        ("Customer", customer),
        ("Product", product),
        ("Promotion", promotion),
        ("OrchestratedOrder", orchestrated),
        ("Pedido", pedido),
        ("Produto", produto),
        ("Cliente", cliente),
        ("Problem", problem()),
    ]
}

/// RFC 9457, with what Brasa adds.
fn problem() -> Shape {
    let mut code = Object::with_type(Type::String);
    code.description = Some("Stable; what a program should look at.".to_owned());
    code.enum_values = Some(
        Code::ALL
            .iter()
            .filter(|code| **code != Code::Offline)
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
    problem.properties.insert("errors".to_owned(), list(field));
    problem.into()
}

/// The shapes of the code's own types.
pub(super) fn of_types() -> Vec<(String, Shape)> {
    let mut shapes = Vec::new();
    macro_rules! types {
        ($($kind:ty),* $(,)?) => {$(
            shapes.push((<$kind>::name().into_owned(), <$kind>::schema()));
            <$kind>::schemas(&mut shapes);
        )*};
    }
    types!(
        api::orders::OrderView,
        api::orders::OrderCounts,
        api::orders::OrderState,
        api::payments::PaymentView,
        api::notifications::NotificationView,
        api::dashboard::Summary,
        api::dashboard::Stats,
        domain::catalog::Category,
        domain::catalog::OptionGroup,
        domain::customer::Address,
        domain::order::Status,
        domain::order::Fulfilment,
        domain::order::Receipt,
        domain::cart::Pick,
        domain::payment::PaymentMethod,
        domain::stage::Stage,
        domain::staff::Role,
        api::claims::FiledClaim,
        api::claims::ClaimPoster,
        api::exports::ExportLink,
        api::claims::ClaimTotals,
        api::claims::WhichClaims,
        domain::claim::ClaimForm,
        domain::claim::ClaimNumber,
        domain::claim::ClaimState,
        domain::claim::Provider,
        api::catering::CateringRequested,
        api::catering::DayAnswer,
        api::catering::CateringPage,
        api::catering::CateringView,
        api::catering::CalendarDay,
        domain::catering::CateringStatus,
        domain::settings::Settings,
    );
    shapes
}
