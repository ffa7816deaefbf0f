//! The words of a B2B back office of two services and an orchestrator: numbers for ids, snake_case, lists as `{data,
//! pagination}`, products with a stock and a code of their own and without a category, and orders that are created, confirmed
//! and cancelled.

mod customers;
mod order_list;
mod orders;
mod pages;
mod products;

use super::form::Form;
use super::{Dialect, rows};
use domain::compat::System;

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    system: System::Backoffice,
    title: "B2B back office",
    about: "The words of a B2B back office: customers, products with a stock and orders, all by number and in snake_case. \
            Lists are {data, pagination {next_cursor, limit}}, where a cursor is the number of the last row. An order stays \
            CREATED until it is confirmed, for 24 hours at most. Too little stock is 409. Invalid input is 400 {errors}, \
            any other refusal {error}.",
    token: "Send `Authorization: Bearer <token>` with every call but GET of products: the service token that the restaurant \
            prints with `server token --tenant <restaurant>`.",
    form: Form::Fields,
    rows: rows! {
        GET "/health" => orders::health, "", "200 text";
        POST "/customers" => customers::add, "name (3 or more), email, phone (5 or more)", "201 id, name, email, phone, created_at";
        GET "/customers" => customers::list, "search, cursor, limit", "200 data[], pagination";
        GET "/customers/{id}" => customers::customer, "", "200 id, name, email, phone, created_at; 404";
        PUT "/customers/{id}" => customers::change, "name?, email?, phone?", "200 success, message";
        DELETE "/customers/{id}" => customers::remove, "", "200 success, message, data {id}; then 404";
        GET "/internal/customers/{id}" => customers::internal, "", "200 id, name, email, phone";
        POST "/products" => products::create, "sku, name, price_cents, stock", "201 id, sku, name, price_cents, stock, created_at";
        GET "/products" => products::list, "search (name or sku), cursor, limit", "200 data[], pagination";
        GET "/products/{id}" => products::product, "", "200 id, sku, name, price_cents, stock; 404";
        PATCH "/products/{id}" => products::change, "price_cents?, stock?, name?, sku?", "200 success, message";
        DELETE "/products/{id}" => products::remove, "", "200 success, message";
        POST "/orders" => orders::place, "customer_id, items[{product_id, qty}]", "201 id, customer_id, status CREATED, total_cents, created_at, items";
        GET "/orders" => order_list::list, "status (CREATED, CONFIRMED, CANCELED), from, to, cursor, limit", "200 data[], pagination; oldest first";
        GET "/orders/{id}" => orders::order, "", "200 the order; 404";
        POST "/orders/{id}/confirm" => orders::confirm, "X-Idempotency-Key", "200 success, order; 400 without the key";
        POST "/orders/{id}/cancel" => orders::cancel, "", "200 success, message, order";
        POST "/dev/orchestrator/create-and-confirm-order" => orders::create_and_confirm, "customer_id, items[{product_id, qty}], idempotency_key?, correlation_id?", "201 success, correlation_id, data {customer, order}";
        POST "/orchestrator/create-and-confirm-order" => orders::create_and_confirm, "customer_id, items[{product_id, qty}], idempotency_key?, correlation_id?", "201 success, correlation_id, data {customer, order}";
    },
};
