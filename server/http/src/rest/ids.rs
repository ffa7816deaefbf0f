//! Ids as callers write them: ours, or the small number that people know an order, a customer or a product by. Digits alone
//! are never one of our ids, so that nothing is ambiguous.

use super::super::extract::SignedIn;
use super::query;
use api::{ApiError, Code};
use domain::{CustomerId, OrderId, ProductId, TenantId};
use serde::{Deserialize, Deserializer, Serialize};
use services::catalog::CatalogService;
use std::fmt;
use std::sync::Arc;
use texts::now::errors as texts;

/// An id or a number in a body: text, or a whole number.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(in super::super) struct IdOrNumber(pub String);

impl<'de> Deserialize<'de> for IdOrNumber {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<IdOrNumber, D::Error> {
        struct Reader;
        impl serde::de::Visitor<'_> for Reader {
            type Value = IdOrNumber;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an id or a number")
            }

            fn visit_str<E>(self, text: &str) -> Result<IdOrNumber, E> {
                Ok(IdOrNumber(text.to_owned()))
            }

            fn visit_u64<E>(self, number: u64) -> Result<IdOrNumber, E> {
                Ok(IdOrNumber(number.to_string()))
            }

            // Nobody has a number below zero.
            fn visit_i64<E>(self, number: i64) -> Result<IdOrNumber, E> {
                Ok(IdOrNumber(number.to_string()))
            }
        }
        reader.deserialize_any(Reader)
    }
}

/// The number that a text is; `None` for anything that is not digits alone.
pub(in super::super) fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// The order of an id or number. One that the caller may not see has no number for them: 404.
pub(in super::super) async fn order(call: &SignedIn, input: &str) -> Result<OrderId, ApiError> {
    match number(input) {
        None => query::id(input.to_owned()),
        Some(number) => {
            let orders = &call.http.app.services.orders;
            Ok(orders.id_of(&call.caller, number).await?)
        }
    }
}

/// The customer of an id or number: 404 for what cannot be one.
pub(in super::super) async fn customer(call: &SignedIn, input: &str) -> Result<CustomerId, ApiError> {
    match number(input) {
        None => query::id(input.to_owned()),
        Some(number) => {
            let customers = &call.http.app.services.customers;
            let found = customers.id_of(&call.caller, number).await;
            // In an address what is not there is simply not there.
            let missing = |error: services::Error| match error.code() {
                Code::UnknownCustomer => ApiError::not_found(),
                _ => error.into(),
            };
            Ok(found.map_err(missing)?)
        }
    }
}

/// The product of an id or number.
pub(in super::super) async fn product(
    catalog: &Arc<CatalogService>,
    tenant: &TenantId,
    input: &str,
) -> Result<ProductId, ApiError> {
    let unknown = || ApiError::new(Code::UnknownProduct, texts::NOT_FOUND);
    let Some(number) = number(input) else {
        return ProductId::parse(input).map_err(|_| unknown());
    };
    let restaurant = catalog.storefront(tenant).await?;
    let product = restaurant
        .catalog
        .products
        .iter()
        .find(|product| product.number == number);
    product.map(|product| product.id.clone()).ok_or_else(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_a_number_and_nothing_else_is() {
        assert_eq!(number("12"), Some(12));
        for id in ["", "o_12", "1a", "-1", "1.0"] {
            assert_eq!(number(id), None, "{id}");
        }
        let read = |text| serde_json::from_str::<IdOrNumber>(text).ok().map(|input| input.0);
        assert_eq!(read("7").as_deref(), Some("7"));
        assert_eq!(read("\"c_1\"").as_deref(), Some("c_1"));
        assert_eq!(read("true"), None);
    }
}
