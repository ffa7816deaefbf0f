//! The words of an order orchestrator on functions: one call that finds the customer, places the order and confirms it, and
//! the three calls of two services of its own that such an orchestrator makes itself. Its clients are machines.

pub(crate) mod docs;

pub(crate) mod calls;
mod create_and_confirm;

pub(crate) use create_and_confirm::{Orchestrate, create_and_confirm, orchestrated};

use super::form::Form;
use super::{Dialect, rows};
use domain::compat::System;

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    system: System::Orchestrator,
    title: "Order orchestrator",
    about: "The words of an order orchestrator: its callers place and confirm an order in one call that may be repeated, and \
            an orchestrator that does the steps itself finds the services it calls. Ids are text, names of fields \
            snake_case on the way in and camelCase on the way out. An order stays CREATED until it is confirmed, for 24 \
            hours at most. A refusal is {message, error, errors}.",
    token: "Send `Authorization: Bearer <token>` with every call: the service token that the restaurant prints with \
            `server token --tenant <restaurant>`.",
    form: Form::Message,
    rows: rows! {
        POST "/orchestrate-order" => create_and_confirm, "customer_id, items[{product_id, qty}], idempotency_key?", "201 message, customer, order; without a key a repeated call is a new order";
        GET "/internal/customers/{id}" => calls::customer, "", "200 id, name, email; 404";
        POST "/orders" => calls::place, "customer_id, items[{product_id, qty}]; X-Idempotency-Key", "201 id, customerId, status, totalCents, items, createdAt, updatedAt";
        POST "/orders/{id}/confirm" => calls::confirm, "{}; X-Idempotency-Key", "200 the order, whole";
    },
};
