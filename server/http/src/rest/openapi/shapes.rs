//! How answers are shaped that handlers put together of several things.

use utoipa::openapi::schema::{Array, KnownFormat, Object, OneOfBuilder, SchemaFormat, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

pub(crate) type Shape = RefOr<Schema>;

/// A type that the code has, by its name.
pub(crate) fn of<T: ToSchema>() -> Shape {
    Ref::from_schema_name(T::name()).into()
}

/// A shape among the document's own, by its name.
pub(crate) fn named(name: &str) -> Shape {
    Ref::from_schema_name(name).into()
}

pub(crate) fn text() -> Shape {
    Object::with_type(Type::String).into()
}

pub(crate) fn whole() -> Shape {
    Object::with_type(Type::Integer).into()
}

/// An amount in the tenant's currency; the cents beside it are authoritative.
pub(crate) fn decimal() -> Shape {
    Object::with_type(Type::Number).into()
}

pub(crate) fn flag() -> Shape {
    Object::with_type(Type::Boolean).into()
}

pub(crate) fn moment() -> Shape {
    let mut text = Object::with_type(Type::String);
    text.format = Some(SchemaFormat::KnownFormat(KnownFormat::DateTime));
    text.into()
}

/// An object whose fields are described elsewhere.
pub(crate) fn anything() -> Shape {
    Object::with_type(Type::Object).into()
}

pub(crate) fn array(items: Shape) -> Shape {
    RefOr::T(Array::new(items).into())
}

/// This, or `null`.
pub(crate) fn or_null(shape: Shape) -> Shape {
    let null = Object::with_type(SchemaType::new(Type::Null));
    OneOfBuilder::new().item(shape).item(null).into()
}

/// A shape without `null`.
pub(crate) fn not_null(shape: &Shape) -> Shape {
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
pub(crate) fn without_null_defaults(shape: Shape) -> Shape {
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
pub(crate) fn object(fields: &[(&str, Shape)]) -> Shape {
    let mut object = Object::with_type(Type::Object);
    for (name, shape) in fields {
        object.properties.insert((*name).to_owned(), shape.clone());
        object.required.push((*name).to_owned());
    }
    object.into()
}

/// A page of a list.
pub(crate) fn page(name: &str, items: Shape) -> Shape {
    object(&[
        (name, array(items)),
        ("nextCursor", or_null(text())),
        ("hasMore", flag()),
    ])
}

/// A page of the restaurant's orders.
pub(crate) fn order_list() -> Shape {
    let mut list = object(&[
        ("orders", array(named("Order"))),
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
pub(crate) fn one_of(shapes: &[Shape]) -> Shape {
    let one = shapes.iter().cloned();
    one.fold(OneOfBuilder::new(), |one, shape| one.item(shape)).into()
}

/// The shapes of the code's own types.
pub(crate) fn of_types() -> Vec<(String, Shape)> {
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
        domain::audit::AuditAction,
        domain::staff::Role,
        api::claims::FiledClaim,
        api::claims::ClaimPoster,
        api::exports::ExportLink,
        api::customers::StaffNote,
        api::catalog::KeptPicture,
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
        api::payment_accounts::PaymentSettings,
        api::payment_accounts::FoundAccount,
        api::catalog::Pauses,
        api::catalog::Rushes,
        api::catalog::MenuFile,
        api::catalog::MenuTable,
        api::audit::AuditPage,
        api::staff::StaffList,
        api::staff::StaffPassword,
        api::staff::Invitations,
        api::staff::InvitationLink,
        api::staff::PinState,
        api::staff::StaffPin,
        api::tablets::Tablets,
        api::api_keys::ApiKeys,
        api::api_keys::MadeApiKey,
        api::catalog::MenuTemplates,
        api::catalog::Readiness,
    );
    shapes
}
