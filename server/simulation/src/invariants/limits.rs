//! What customers may have open that is not paid.

use super::{Violation, hold};
use crate::model::Model;
use crate::restaurants::Restaurant;
use domain::order::{ACCEPTANCE_LIMIT, Awaits, Order, Settled, State};
use ports::documents::{Key, Table};

/// The counters of what a customer has open are what their own orders are, and customers have not ordered more than they may.
pub(super) fn are_kept(model: &Model, restaurant: &Restaurant) -> Result<(), Violation> {
    for person in model.people_of(&restaurant.id) {
        let Some(id) = person.id() else {
            continue;
        };
        let key = Key::new(Table::Orders, format!("ORDER#UNSETTLED#{id}"), "INFO");
        let counted = model.counters.get(&(restaurant.id.clone(), key));
        let own = model.orders.iter().filter(|((tenant, _), order)| {
            *tenant == restaurant.id && order.head.customer.id == *id && order.head.by_customer
        });
        let own: Vec<&Order> = own.map(|(_, order)| order).collect();
        let limits = restaurant.settings.order_limits;
        for (counter, is_open, limit) in [
            ("unpaid", is_unpaid as fn(&Order) -> bool, limits.open_unpaid),
            ("cash", is_cash, limits.open_cash),
        ] {
            let open = own.iter().filter(|order| is_open(order)).count();
            let open = i64::try_from(open).unwrap_or(i64::MAX);
            let left = counted
                .and_then(|counted| counted.get(counter))
                .copied()
                .unwrap_or(0);
            hold(-left == open, "what a customer has open is counted", || {
                format!("{id}: {open} are open and {} are counted as {counter}", -left)
            })?;
            // A manager, or a kitchen that takes orders on, may let more be paid at the door.
            let most = i64::from(limit) + i64::from(limits.open_unpaid) + ACCEPTANCE_LIMIT;
            hold(open <= most, "a customer has open what they may", || {
                format!("{id}: {open} of {limit} {counter}")
            })?;
        }
    }
    Ok(())
}

fn is_unpaid(order: &Order) -> bool {
    order.state == State::AwaitingPayment && order.head.waits == Awaits::Payment
}

fn is_cash(order: &Order) -> bool {
    matches!(order.state, State::Working { .. }) && order.settled == Some(Settled::CashOnDelivery)
}
