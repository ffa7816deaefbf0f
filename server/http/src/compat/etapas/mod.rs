//! The words of PF-PardosServerless, a restaurant with a workflow of stages, and of its short form: customers register and
//! sign in, an order is placed without any payment, the kitchen begins and completes stages, and a dashboard has figures in
//! Spanish. Its clients know no payment: their orders wait until the kitchen takes them on.

mod customers;
mod dashboard;
pub(crate) mod docs;
mod notifications;
mod orders;
mod stages;

pub(crate) use stages::{StageOf, complete, confirm, start};

use super::super::rest::{auth, dashboard as figures, orders as lists};
use super::form::Form;
use super::{Dialect, rows};
use domain::compat::System;

/// The dialect.
pub const DIALECT: Dialect = Dialect {
    system: System::Etapas,
    title: "Etapas (PF-PardosServerless)",
    about: "The words of PF-PardosServerless, a restaurant whose orders go through stages, in both of its forms. Ids are \
            text; amounts and names of people in a body are not believed. It knows no payment: an order waits until the \
            kitchen takes it on, which confirms it as paid at the door; at most 3 of a customer and 50 of a machine wait at \
            once, and after 2 hours one is cancelled with the cause `unconfirmed`. A refusal is {error}.",
    token: "Customers use the token of `/auth/login`. For stages, the dashboard and `POST /customers` send `Authorization: \
            Bearer <token>` with the token that the restaurant prints with `server token --tenant <restaurant>`.",
    form: Form::Error,
    rows: rows! {
        POST "/register" => auth::register, "username, email, password; name, phone, address", "201 message, customerId, username";
        POST "/auth/register" => auth::register, "username, email, password; name, phone, address", "201 message, customerId, username";
        POST "/login" => auth::login, "username, password", "200 token, customerId, message, username";
        POST "/auth/login" => auth::login, "username, password", "200 token, customerId, message, username";
        GET "/validate" => auth::validate, "", "200 valid, username, customerId, tenantId";
        GET "/auth/validate" => auth::validate, "", "200 valid, username, customerId, tenantId";
        POST "/customers" => customers::add, "customerId?, name, email, phone?, address?", "201 message, customerId: the same where one is named (1 to 25 of a-z and 0-9, not digits alone)";
        GET "/customers/{id}" => customers::customer, "", "200 customerId, tenantId, name, phone, address (text), email, createdAt, userRef";
        POST "/orders" => orders::place, "customerId, items[{productId, qty}]", "201 orderId, message";
        GET "/orders/{id}" => orders::of_customer, "a customer's id", "200 orders[]";
        GET "/order/{id}" => orders::order, "", "200 the order with customer and steps";
        POST "/etapas/iniciar" => start, "orderId, stage", "200 message, stepRecord";
        POST "/etapas/completar" => complete, "orderId, stage", "200 message, duration in seconds";
        POST "/orders/{id}/confirm-stage" => confirm, "stage", "200 message, orderId, stage; 404 nothing is pending";
        POST "/orders/{id}/release-capacity" => orders::release_capacity, "", "200 message, orderId: deliveries have no limit here";
        GET "/dashboard/summary" => figures::summary, "", "200 the figures of the public API";
        GET "/dashboard/orders" => lists::list, "", "200 the orders of the public API";
        GET "/dashboard/stats" => figures::stats, "", "200 the figures of the public API";
        GET "/dashboard/resumen" => dashboard::summary, "", "200 totalPedidos (ever), pedidosHoy, pedidosActivos, tiempoPromedioEntrega (minutes; deliveries of orders of the last 92 days), ultimaActualizacion";
        GET "/dashboard/metricas" => dashboard::metrics, "", "200 pedidosPorEstado, tiemposPorEtapa, pedidosUltimaSemana, productosPopulares";
        GET "/dashboard/pedidos" => dashboard::orders, "", "200 pedidos[] newest first, total, message";
        GET "/notifications/{id}" => notifications::inbox, "", "200 notifications[], total";
        PUT "/notifications/{id}/read" => notifications::read, "notificationSK", "200 message";
    },
};
