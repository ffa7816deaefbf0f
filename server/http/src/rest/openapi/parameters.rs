//! What an endpoint is given besides its body.

use super::shapes::{self, Shape};
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{Object, Type};
use utoipa::openapi::{Required, Schema};

/// A part of the address.
pub(super) fn in_path(path: &str, name: &str) -> Parameter {
    let (shape, about): (Shape, &str) = match (name, path) {
        ("number", _) => (
            shapes::of::<domain::claim::ClaimNumber>(),
            "The claim's number, `000000001-2026`.",
        ),
        ("link", _) => (shapes::text(), "The secret part of the request's private link."),
        (_, path) if path.starts_with("/catering") => (shapes::text(), "The request's id, `cr_…`."),
        ("delivery", _) => (shapes::text(), "The delivery's id."),
        (_, path) if path.starts_with("/webhooks") => (shapes::text(), "The address's id."),
        ("stage", _) => (shapes::of::<domain::stage::Stage>(), "The stage."),
        (_, path) if path.starts_with("/pedidos") => (shapes::whole(), "The order's number."),
        (_, path) if path.starts_with("/products") => (shapes::text(), "The product's id, e.g. `pollo_1_4`."),
        (_, path) if path.starts_with("/order") => (shapes::text(), "The order's id, `o_…`."),
        _ => (shapes::text(), "The customer's id, `c_…`."),
    };
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Path)
        .required(Required::True)
        .description(Some(about))
        .schema(Some(shape))
        .build()
}

/// A parameter after the question mark.
pub(super) fn parameter(name: &str) -> Parameter {
    let (shape, about) = of_query(name);
    ParameterBuilder::new()
        .name(match name {
            "which claims" => "state",
            "open requests" => "open",
            "catering status" => "status",
            "event date" => "date",
            "event time" => "time",
            name => name.trim_end_matches(" day").trim_end_matches(" order"),
        })
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(about))
        .schema(Some(shape))
        .build()
}

/// What a parameter after the question mark is, by the name that endpoints know it by: some names mean different things in
/// different lists.
fn of_query(name: &str) -> (Shape, &'static str) {
    match name {
        "limit" => (limit(), "How many rows, 20 by default, at most 100."),
        "cursor" => (shapes::text(), "Where to go on: `nextCursor` of the page before."),
        "status" => (
            shapes::of::<domain::order::Status>(),
            "Only orders of this status.",
        ),
        "stage" => (
            shapes::text(),
            "Only orders at this step: CREATED, COOKING, PACKAGING, DELIVERY, DELIVERED.",
        ),
        "state" => (
            shapes::of::<api::orders::OrderState>(),
            "Only orders that stand there. With `from` and `to`, finished ones are those that were finished then.",
        ),
        "search order" => (
            shapes::text(),
            "Only orders with this number, or whose customer's name or telephone has this: the newest 100.",
        ),
        "last" => (shapes::flag(), "The last page."),
        "counts" => (
            shapes::flag(),
            "Also how many orders stand where. Each number is 200 at most, which then means 200 or more.",
        ),
        "open" => (shapes::flag(), "Only orders on which somebody still has to work."),
        "branch" => (
            shapes::text(),
            "Only orders that this branch cooks: where they are picked up; deliveries are the first one's.",
        ),
        "toAccept" => (
            shapes::flag(),
            "Only orders that wait for the kitchen to take them on. With `branch` the queue of one branch.",
        ),
        "all" => (shapes::flag(), "Also those of other days."),
        "dry" => (
            shapes::flag(),
            "Only say what would become of it, and change nothing.",
        ),
        "format" => (
            shapes::text(),
            "`csv`, the dishes as a table, or `json`, the whole carta.",
        ),
        "available" => (
            shapes::flag(),
            "Only products that can, or cannot, be ordered now.",
        ),
        "from" => (shapes::text(), "From this instant (RFC 3339) or day on."),
        "to" => (
            shapes::text(),
            "Before this instant (RFC 3339), or until the end of this day.",
        ),
        "from day" => (
            shapes::text(),
            "First day, `2025-10-25`, in the restaurant's zone; today by default.",
        ),
        "to day" => (shapes::text(), "Last day; at most 92 days in all."),
        "which claims" => (
            shapes::of::<api::claims::WhichClaims>(),
            "Which claims: to be answered by default.",
        ),
        "key" => (
            shapes::text(),
            "What came with the number when the claim was filed.",
        ),
        "open requests" => (
            shapes::flag(),
            "Only requests for which somebody still has to do something.",
        ),
        "catering status" => (
            shapes::of::<domain::catering::CateringStatus>(),
            "Only requests of this status.",
        ),
        "event date" => (shapes::text(), "The day of the event, `2026-12-04`."),
        "event time" => (shapes::text(), "Its time in the restaurant's zone, `13:00`."),
        "guests" => (shapes::whole(), "How many guests, 1 by default."),
        "year" => (shapes::text(), "The year of the claims, this one by default."),
        "category" => (shapes::text(), "Only products of this category."),
        _ => (shapes::text(), "Only what contains these words."),
    }
}

fn limit() -> Shape {
    let mut limit = Object::with_type(Type::Integer);
    limit.minimum = Some(1.into());
    limit.into()
}

pub(super) fn tenant() -> Parameter {
    ParameterBuilder::new()
        .name("X-Tenant-Id")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some("The restaurant, where neither token nor host name tells."))
        .schema(Some(shapes::text()))
        .example(Some("pardos".into()))
        .build()
}

/// Which state of a record the caller has seen.
pub(super) fn if_match() -> Parameter {
    ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "The `ETag` of the state that was seen, e.g. `\"7\"`: 412 when somebody has changed it since. A product's stock is no part of it.",
        ))
        .schema(Some(shapes::text()))
        .build()
}

pub(super) fn idempotency_key(needed: bool) -> Parameter {
    let mut key = Object::with_type(Type::String);
    (key.min_length, key.max_length) = (Some(1), Some(255));
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(if needed { Required::True } else { Required::False })
        .description(Some(
            "1 to 255 printable characters; the same key and body are one call.",
        ))
        .schema(Some(Schema::from(key)))
        .build()
}
