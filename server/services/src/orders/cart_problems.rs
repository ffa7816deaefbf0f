//! What is wrong with a cart, as an answer.

use crate::catalog::Offer;
use crate::error::Error;
use api::{Code, FieldError};
use domain::ProductId;
use domain::cart::{CartProblem, CartProblemKind};
use serde_json::json;
use texts::now::errors as texts;

/// What is wrong with a cart as one answer: the gravest gives the code, and every one its field.
pub(super) fn problems(restaurant: &Offer, found: &[CartProblem]) -> Error {
    let currency = restaurant.tenant.currency;
    let fields: Vec<FieldError> = found
        .iter()
        .map(|problem| {
            let pointer = problem
                .line
                .map_or_else(|| "/items".to_owned(), |line| format!("/items/{line}"));
            FieldError::new(pointer, code(&problem.kind), texts::cart(&problem.kind, currency))
        })
        .collect();
    let gravest = found.iter().min_by_key(|problem| code(&problem.kind).status());
    let error = match gravest {
        Some(problem) => Error::new(code(&problem.kind), texts::cart(&problem.kind, currency)),
        None => Error::new(Code::InvalidValue, texts::INVALID),
    };
    let error = error.with_fields(fields);
    if let Some(CartProblem {
        kind:
            CartProblemKind::OutOfStock {
                product_id,
                available,
                requested,
                ..
            },
        ..
    }) = gravest
    {
        let detail = json!({ "productId": product_id, "available": available, "requested": requested });
        return error.with_detail(detail);
    }
    error
}

/// There are fewer left of a product than a commit was to take.
pub(super) fn sold_out(restaurant: &Offer, (product, requested): &(ProductId, u32)) -> Error {
    let found = restaurant.catalog.product(product);
    let kind = CartProblemKind::OutOfStock {
        product_id: product.clone(),
        name: found.map(|product| product.name.clone()).unwrap_or_default(),
        available: found
            .and_then(|product| product.stock)
            .unwrap_or(0)
            .min(requested.saturating_sub(1)),
        requested: *requested,
    };
    problems(restaurant, &[CartProblem { line: None, kind }])
}

fn code(kind: &CartProblemKind) -> Code {
    match kind {
        CartProblemKind::Empty => Code::MissingField,
        CartProblemKind::TooManyLines | CartProblemKind::QuantityOutOfBounds => Code::Malformed,
        CartProblemKind::UnknownProduct { .. } => Code::UnknownProduct,
        CartProblemKind::Unavailable { .. } | CartProblemKind::OptionUnavailable { .. } => {
            Code::Unavailable86
        }
        CartProblemKind::OutOfHours { .. } => Code::OutOfHours,
        CartProblemKind::OutOfStock { .. } => Code::OutOfStock,
        CartProblemKind::NoteTooLong
        | CartProblemKind::UnknownOption
        | CartProblemKind::OptionMissing { .. }
        | CartProblemKind::TooManyOptions { .. } => Code::InvalidValue,
        CartProblemKind::BelowMinimum { .. } => Code::BelowMinimum,
    }
}
