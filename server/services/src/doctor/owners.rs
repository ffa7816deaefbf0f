//! Whose things are: nothing that belongs to one order or customer is kept with another.

use super::Doctor;
use super::report::{Discrepancy, Invariant, of_order};
use crate::error::Error;
use crate::payments::StoredPayment;
use domain::order::Order;
use domain::{OrderId, TenantId};
use std::collections::BTreeSet;

/// Maximum number of other orders of a customer that are looked at beside one: each of them is looked at by itself, too.
const MAX_OTHERS: usize = 20;

impl Doctor {
    /// Messages among those of an order's customer that are about somebody else's order. `others` are the orders that they
    /// are about.
    pub(super) async fn messages_of_strangers(
        &self,
        tenant: &TenantId,
        order: &Order,
        others: &BTreeSet<OrderId>,
    ) -> Result<Vec<Discrepancy>, Error> {
        let mut found = Vec::new();
        for other in others.iter().take(MAX_OTHERS) {
            let Some(of) = self.parts.orders.find(tenant, other).await? else {
                continue;
            };
            if of.head.customer.id != order.head.customer.id {
                found.push(Discrepancy {
                    found: format!("its customer has a message about order/{other}, which is somebody else's"),
                    expected: "messages about their own orders".to_owned(),
                    advice: "find out who has seen it, and tell both customers; nothing of it is changed by a command",
                    ..of_order(order, Invariant::Owners, other.as_str())
                });
            }
        }
        Ok(found)
    }
}

/// The record of another order's payment.
pub(super) fn other_payment(order: &Order, payment: &StoredPayment) -> Option<Discrepancy> {
    let named = &payment.payment.order_id;
    (*named != order.head.id).then(|| Discrepancy {
        found: format!("its payment says to be that of order/{named}"),
        expected: "its own".to_owned(),
        advice: "look into a backup; the gateway knows what was paid for which order",
        ..of_order(order, Invariant::Owners, "payment")
    })
}
