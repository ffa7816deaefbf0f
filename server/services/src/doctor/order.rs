//! Orders: what each of them says by itself, and all that follows from it.

use super::known::Known;
use super::report::{Discrepancy, Invariant, Repair, of_order};
use super::supervision::Moment;
use super::{Doctor, known, messages, owners, payments, supervision};
use crate::error::Error;
use crate::payments::StoredPayment;
use crate::stages::StepsDifference;
use domain::order::{FaultKind, Order, faults};
use domain::{OrderId, Slug, TenantId};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use ports::documents::Index;

/// Maximum number of orders whose entries and messages are read at the same time.
const CONCURRENCY: usize = 8;

/// An order with what was read of it at one time.
#[derive(Debug)]
pub(super) struct Examined {
    pub order: Order,
    /// What is wrong with the record, where it cannot be read.
    pub payment: Result<Option<StoredPayment>, String>,
}

/// What was read beside an order.
struct Beside<'a> {
    payment: &'a Result<Option<StoredPayment>, String>,
    steps: Option<StepsDifference>,
    number: Option<OrderId>,
}

impl Doctor {
    /// Looks at some orders, with the payments that were read for it.
    pub(super) async fn examine_orders(
        &self,
        tenant: &TenantId,
        orders: Vec<Order>,
        moment: Moment<'_>,
        known: &Known,
    ) -> Result<(Vec<Examined>, Vec<Discrepancy>), Error> {
        let parts = &self.parts;
        let ids: Vec<OrderId> = orders.iter().map(|order| order.head.id.clone()).collect();
        let numbers: Vec<u64> = orders.iter().map(|order| order.head.number).collect();
        let all: Vec<&Order> = orders.iter().collect();
        let payments = parts.payments.stored_payments(tenant, &ids).await?;
        let steps = parts.stages.step_differences(tenant, &all).await?;
        let owners = parts.orders.of_numbers(tenant, &numbers).await?;
        let beside = payments.iter().zip(steps).zip(owners);
        let beside = beside.map(|((payment, steps), number)| Beside {
            payment,
            steps,
            number,
        });
        let looks = orders
            .iter()
            .zip(beside)
            .map(|(order, beside)| self.look_at(tenant, order, beside, (moment, known)));
        let found: Vec<Vec<Discrepancy>> = stream::iter(looks.collect::<Vec<_>>())
            .buffered(CONCURRENCY)
            .try_collect()
            .await?;
        let examined = orders.into_iter().zip(payments);
        let examined = examined.map(|(order, payment)| Examined { order, payment });
        Ok((examined.collect(), found.into_iter().flatten().collect()))
    }

    async fn look_at(
        &self,
        tenant: &TenantId,
        order: &Order,
        beside: Beside<'_>,
        (moment, known): (Moment<'_>, &Known),
    ) -> Result<Vec<Discrepancy>, Error> {
        let mut found = by_itself(order);
        found.extend(number(order, beside.number.as_ref()));
        for index in self.parts.orders.missing_entries(tenant, order).await? {
            found.push(missing_entry(order, index));
        }
        let hidden = self.parts.orders.unknown_branch(tenant, order).await?;
        found.extend(hidden.map(|branch| at_unknown_branch(order, &branch)));
        found.extend(supervision::forgotten(order, &moment));
        found.extend(known::never_offered(order, known));
        let payment = match beside.payment {
            Ok(payment) => payment.as_ref(),
            Err(error) => {
                found.push(payments::unreadable(order, error));
                None
            }
        };
        if let Some(payment) = payment {
            found.extend(self.forgotten_money(tenant, order, payment, moment.now).await?);
            found.extend(owners::other_payment(order, payment));
        }
        // What follows by events is a moment behind.
        if self.is_settled(order.updated_at, moment.now) {
            if beside.payment.is_ok() {
                found.extend(payments::differences(order, payment));
            }
            found.extend(beside.steps.map(|steps| other_steps(order, steps)));
            let owed = messages::owed(order);
            let stored = self.parts.notifications.stored(tenant, order, owed).await?;
            found.extend(messages::missing(order, &stored.untold));
            found.extend(self.messages_of_strangers(tenant, order, &stored.others).await?);
            found.extend(known::untold_change(order, known, moment.now));
        }
        Ok(found)
    }
}

fn by_itself(order: &Order) -> Vec<Discrepancy> {
    let discrepancy = |fault: domain::order::Fault| {
        let invariant = match fault.kind {
            FaultKind::Amounts => Invariant::Amounts,
            FaultKind::Course => Invariant::Course,
        };
        let discrepancy = of_order(order, invariant, &fault.found);
        Discrepancy {
            found: fault.found,
            expected: fault.expected,
            advice: "look at the order and settle it with the customer; nothing of it is changed by a command",
            ..discrepancy
        }
    };
    faults(order).into_iter().map(discrepancy).collect()
}

fn number(order: &Order, owner: Option<&OrderId>) -> Option<Discrepancy> {
    let number = order.head.number;
    let discrepancy = of_order(order, Invariant::Orders, "number");
    match owner {
        Some(owner) if owner == &order.head.id => None,
        Some(owner) => Some(Discrepancy {
            found: format!("its number {number} leads to order/{owner}"),
            expected: "a number of its own".to_owned(),
            advice: "tell the two apart by their times; only one of them is found by the number",
            ..discrepancy
        }),
        None => Some(Discrepancy {
            found: format!("its number {number} leads to no order"),
            expected: "that it leads to this one".to_owned(),
            repair: Some(Repair::PutNumber(order.head.id.clone())),
            advice: "--repair gives it the number again",
            ..discrepancy
        }),
    }
}

fn at_unknown_branch(order: &Order, branch: &Slug) -> Discrepancy {
    Discrepancy {
        found: format!(
            "it waits at the branch {branch}, which the restaurant does not have: no kitchen sees it"
        ),
        expected: "one of the restaurant's branches".to_owned(),
        advice: "put the branch back into the settings, or cancel the order",
        ..of_order(order, Invariant::Lists, "branch")
    }
}

fn missing_entry(order: &Order, index: Index) -> Discrepancy {
    let name = index.name();
    Discrepancy {
        found: format!("it does not stand where it should in {name}"),
        expected: format!("an entry as {}", order.status().wire_name()),
        repair: Some(Repair::PutOrder(order.head.id.clone())),
        advice: "--repair stores the order as it is, with its entries",
        ..of_order(order, Invariant::Lists, name)
    }
}

fn other_steps(order: &Order, steps: StepsDifference) -> Discrepancy {
    Discrepancy {
        found: format!("the record has {}", steps.record),
        expected: steps.order,
        repair: Some(Repair::RewriteSteps(order.head.id.clone())),
        advice: "--repair writes the record from the order",
        ..of_order(order, Invariant::Steps, "record")
    }
}
