//! An order as Ambrosia writes it: a `Pedido`, with numbers for the customer and the dishes.

use super::super::super::extract::SignedIn;
use super::status::{self, Situation};
use crate::Http;
use api::ApiError;
use api::orders::{OrderView, StepView};
use domain::order::Status;
use domain::payment::PaymentStatus;
use domain::stage::Stage;
use domain::{CustomerId, ProductId};
use serde_json::{Value, json};
use services::caller::Caller;
use std::collections::HashMap;

/// The numbers that orders need, looked up once for a list.
pub(super) struct Shown<'a> {
    http: &'a Http,
    caller: &'a Caller,
    products: HashMap<ProductId, u64>,
    customers: HashMap<CustomerId, Option<u64>>,
}

impl<'a> Shown<'a> {
    pub(super) async fn of(call: &'a SignedIn) -> Result<Shown<'a>, ApiError> {
        Shown::to(&call.http, &call.caller).await
    }

    pub(super) async fn to(http: &'a Http, caller: &'a Caller) -> Result<Shown<'a>, ApiError> {
        let restaurant = http.app.services.catalog.storefront(&caller.tenant).await?;
        let products = restaurant.catalog.products.into_iter();
        Ok(Shown {
            http,
            caller,
            products: products.map(|product| (product.id, product.number)).collect(),
            customers: HashMap::new(),
        })
    }

    pub(super) async fn all(&mut self, orders: &[OrderView]) -> Vec<Value> {
        let mut shown = Vec::with_capacity(orders.len());
        for order in orders {
            shown.push(self.order(order).await);
        }
        shown
    }

    /// What the caller may not see of it is null.
    pub(super) async fn order(&mut self, order: &OrderView) -> Value {
        self.learn_products(order).await;
        let client = self.customer(order.customer_id.as_ref()).await;
        let payments = &self.http.app.services.payments;
        let payment = payments.recorded(self.caller, &order.order_id).await.ok();
        let paid = payment.as_ref().and_then(|payment| payment.status);
        let items = order.items.iter().map(|item| {
            let product = item.product_id.as_ref();
            json!({
                "produto": product.and_then(|id| self.products.get(id)),
                "nome": item.name,
                "quantidade": item.qty,
                "descricao": item.note,
                "valor": item.price,
            })
        });
        let step = |stage| order.steps.iter().find(|step| step.step_name == stage);
        let cooking = step(Stage::Cooking).filter(|_| order.status != Status::Created);
        let finished = |step: Option<&StepView>| step.and_then(|step| step.finished_at);
        json!({
            "id": order.number,
            "status_pedido": status::of(order).unwrap_or(Situation::Recebido).number(),
            "status": status::of(order).map(Situation::name),
            "cliente": client,
            "itens": items.collect::<Vec<_>>(),
            "datahora": order.created_at,
            "datahora_recebido": cooking.map(|step| step.waiting_since),
            "datahora_preparacao": cooking.and_then(|step| step.started_at),
            "datahora_pronto": finished(step(Stage::Packaging)),
            "datahora_finalizado": finished(step(Stage::Delivery)),
            "status_pagamento": standing(order, paid),
            "id_pagamento": payment.and_then(|payment| payment.payment_id),
            "valor_total": order.total,
            // What was there before these words had an address of their own.
            "pedido": order.order_id,
            "total": order.total,
            "criado_em": order.created_at,
        })
    }

    /// Looks up the numbers of what is not sold any more.
    async fn learn_products(&mut self, order: &OrderView) {
        let ids = order.items.iter().filter_map(|item| item.product_id.clone());
        let gone: Vec<ProductId> = ids.filter(|id| !self.products.contains_key(id)).collect();
        if gone.is_empty() {
            return;
        }
        let catalog = &self.http.app.services.catalog;
        if let Ok(numbers) = catalog.numbers(&self.caller.tenant, &gone).await {
            self.products.extend(numbers);
        }
    }

    async fn customer(&mut self, id: Option<&CustomerId>) -> Option<u64> {
        let id = id?;
        if let Some(known) = self.customers.get(id) {
            return *known;
        }
        let customers = &self.http.app.services.customers;
        let found = customers.customer(self.caller, id).await;
        let number = found.ok().map(|customer| customer.number);
        self.customers.insert(id.clone(), number);
        number
    }
}

/// 1 sent, 2 approved, 3 refused. What was paid for a cancelled order goes back: it is not approved to anybody. Those who
/// do not see the money see whether the order was taken.
pub(super) fn standing(order: &OrderView, paid: Option<PaymentStatus>) -> u8 {
    let noted = order.payment.as_ref().map(|payment| payment.status);
    let unseen = match order.status {
        Status::Created => PaymentStatus::Pending,
        Status::Confirmed | Status::Completed | Status::Cancelled => PaymentStatus::Approved,
    };
    match (order.status, paid.or(noted).unwrap_or(unseen)) {
        (Status::Cancelled, _) | (_, PaymentStatus::Rejected | PaymentStatus::Refunded) => 3,
        (_, PaymentStatus::Approved) => 2,
        (_, PaymentStatus::Pending) => 1,
    }
}
