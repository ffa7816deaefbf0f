//! The dialect of Ambrosia: numbers instead of ids, words in Portuguese, and lists without pages.

mod cardapio;
mod clientes;
mod pedido;
mod status;

pub(super) use cardapio::{NewProduct, acompanhamentos, bebidas, create, lanches, products, sobremesas};
pub(super) use clientes::{NewClient, add, clients};
pub(super) use pedido::{Checkout, checkout, list, payment_status};
pub(super) use status::{Update, update};

use super::super::problem;
use shared::api::{ApiError, Code, FieldError};
use shared::domain::customer::FieldProblem;
use shared::texts::es::errors as texts;

/// A field that holds something else than it should: 400 when it is missing or of another type.
fn malformed(pointer: &str) -> ApiError {
    let text = texts::field(FieldProblem::Malformed);
    let mut error = problem::malformed();
    error.fields.push(FieldError::new(pointer, Code::Malformed, text));
    error
}

/// A number in a path. What is none is nobody's.
fn number(text: &str) -> Result<u64, ApiError> {
    text.parse().map_err(|_| ApiError::not_found())
}
